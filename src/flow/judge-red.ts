import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { explainDiagnostics } from '../core/verdicts/explain-diagnostics.ts';
import { judgeCheck } from '../core/verdicts/judge-check.ts';
import type { CommitId } from '../ports/repository.ts';
import type { Run } from './run.ts';
import type { Workplace } from './work.ts';

export interface NewTests {
  readonly path: string;
  readonly text: string;
  readonly target: string;
  readonly names: readonly string[];
}

/** `red`: all of them fail, `how` in one phrase. Else why they cannot serve, and what the model is told. */
export type RedEnd =
  | { readonly kind: 'red'; readonly how: string }
  | { readonly kind: 'refused'; readonly why: string; readonly told?: readonly string[] };

/**
 * Errors that say that something is not there yet, or not in this form: names, methods, fields, arguments, types. A
 * test with any other error (syntax, ownership, lifetimes) would be wrong on a finished task too.
 * Codes: https://doc.rust-lang.org/error_codes/
 */
const NOT_THERE_YET = new Set(
  'E0023 E0026 E0027 E0040 E0050 E0053 E0061 E0063 E0069 E0107 E0220 E0224 E0271 E0277 E0282 E0283 E0308 E0369 E0400 E0404 E0405 E0407 E0412 E0422 E0423 E0424 E0425 E0432 E0433 E0437 E0438 E0451 E0531 E0532 E0533 E0559 E0560 E0574 E0576 E0599 E0600 E0603 E0604 E0605 E0606 E0607 E0608 E0609 E0610 E0614 E0615 E0616 E0618 E0624 E0635 E0639 E0689'.split(
    ' ',
  ),
);

/** Proves that new tests fail on the base, by the compiler or by running them. The slot is left with them in it. */
export async function judgeRed(
  place: Pick<Workplace, 'lease' | 'baseline'> & { readonly commit: CommitId },
  run: Pick<Run, 'toolchain' | 'signal'>,
  tests: NewTests,
): Promise<RedEnd> {
  const { lease, baseline } = place;
  const { path, text } = tests;
  const texts = new Map([[path, text]]);
  await lease.reset(place.commit);
  await lease.write(texts);
  const check = await run.toolchain.check(lease.slot, run.signal);
  const found = judgeCheck(baseline.check, check, texts);
  if (found.newErrors.length > 0) return judgeErrors(found.newErrors, tests);
  if (found.result === 'failed') return refuse(found.summary, found.feedback);
  const tested = await run.toolchain.test(lease.slot, run.signal);
  const nameOf = (name: string) => `${tests.target}::${name}`;
  const passed = tests.names.filter((name) => tested.passed.includes(nameOf(name)));
  if (passed.length > 0) {
    const list = passed.map((name) => `\`${name}\``).join(', ');
    return refuse(
      `${list} passed before the task is done`,
      `On the code as it is now, before the task is done, ${list} passed. Each test has to fail there, and pass only once the task is done.`,
    );
  }
  const silent = tests.names.filter((name) => !tested.failed.includes(nameOf(name)));
  if (silent.length > 0) return refuse(`cargo does not run \`${silent[0]}\` of ${path}`);
  return { kind: 'red', how: 'they fail' };
}

function judgeErrors(errors: readonly Diagnostic[], { path, text }: NewTests): RedEnd {
  const texts = new Map([[path, text]]);
  const foreign = errors.filter((error) => error.file !== undefined && error.file !== path);
  const globs = /\buse\s[^;]*\*/.test(text);
  const own = errors.filter((error) => !NOT_THERE_YET.has(error.code) || (!globs && isForgotten(error)));
  const wrong = [...foreign, ...own];
  if (wrong.length > 0)
    return refuse(
      `the tests do not compile for reasons of their own (${codesOf(wrong)})`,
      `The tests have errors that would be there after the task too. ${explainDiagnostics(wrong, texts, 'error')}`,
    );
  return { kind: 'red', how: `they do not compile yet: ${codesOf(errors)}` };
}

/** A name that the file does not import: no task could bring it into an integration test. */
function isForgotten({ message, rendered }: Diagnostic): boolean {
  return /\bin this scope\b|\bundeclared type\b/.test(message) || /\bunlinked crate\b/.test(rendered);
}

function refuse(why: string, told = `${why}.`): RedEnd {
  return { kind: 'refused', why, told: [told] };
}

function codesOf(errors: readonly Diagnostic[]): string {
  return [...new Set(errors.map((error) => error.code || 'syntax'))].slice(0, 5).join(', ');
}
