import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { explainDiagnostics } from '../core/verdicts/explain-diagnostics.ts';
import { judgeCheck } from '../core/verdicts/judge-check.ts';
import { testFaults } from '../core/verdicts/test-faults.ts';
import type { CommitId } from '../ports/repository.ts';
import type { Run } from './run.ts';
import type { Workplace } from './work.ts';

export interface NewTests {
  readonly path: string;
  readonly text: string;
  readonly target: string;
  readonly names: readonly string[];
}

/** `red`: they fail, at least one of them, `how` in one phrase. Else why they cannot serve, and what the model is told. */
export type RedEnd =
  | { readonly kind: 'red'; readonly how: string }
  | {
      readonly kind: 'refused';
      readonly why: string;
      readonly told?: readonly string[];
      /** Errors that rustc may know how to mend, when nothing else is wrong. */
      readonly faults?: readonly Diagnostic[];
    };

/** Proves that new tests fail on the base, by the compiler or at least one of them when run. The slot is left with them in it. */
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
  if (passed.length === tests.names.length) {
    const list = passed.map((name) => `\`${name}\``).join(', ');
    return refuse(
      `${list} passed before the task is done`,
      `On the code as it is now, before the task is done, ${list} passed. Test what the task shall change: that fails there, and passes only once the task is done.`,
    );
  }
  const known = new Set([...tested.failed, ...tested.passed]);
  const silent = tests.names.filter((name) => !known.has(nameOf(name)));
  if (silent.length > 0) return refuse(`cargo does not run \`${silent[0]}\` of ${path}`);
  const red = tests.names.length - passed.length;
  return { kind: 'red', how: passed.length === 0 ? 'they fail' : `${red} of them fail` };
}

function judgeErrors(errors: readonly Diagnostic[], { path, text }: NewTests): RedEnd {
  const texts = new Map([[path, text]]);
  const foreign = errors.filter((error) => error.file !== undefined && error.file !== path);
  const own = testFaults(errors, text);
  const wrong = [...foreign, ...own];
  if (wrong.length > 0) {
    const why = `the tests do not compile for reasons of their own (${codesOf(wrong)})`;
    const told = `The tests have errors that would be there after the task too. ${explainDiagnostics(wrong, texts, 'error')}`;
    return { ...refuse(why, told), ...(foreign.length > 0 ? {} : { faults: own }) };
  }
  return { kind: 'red', how: `they do not compile yet: ${codesOf(errors)}` };
}

function refuse(why: string, told = `${why}.`): Extract<RedEnd, { kind: 'refused' }> {
  return { kind: 'refused', why, told: [told] };
}

function codesOf(errors: readonly Diagnostic[]): string {
  return [...new Set(errors.map((error) => error.code || 'syntax'))].slice(0, 5).join(', ');
}
