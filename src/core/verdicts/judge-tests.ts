import type { TestFacts } from './cargo-facts.ts';
import { explainDiagnostics } from './explain-diagnostics.ts';
import type { TestsKept } from './find-lost-tests.ts';
import type { GateFinding } from './gate-finding.ts';
import { logTail } from './log-tail.ts';
import { newDiagnostics } from './new-diagnostics.ts';

const MOST_NAMED = 10;
const MOST_OUTPUT = 12;

/**
 * Judges a test run: what passed on the base passes still, under its own or its new name, and new tests pass.
 * Doc tests are compared without their line numbers, which move with every edit.
 */
export function judgeTests(
  base: TestFacts,
  run: TestFacts,
  kept: Pick<TestsKept, 'renamed' | 'added'>,
): GateFinding {
  // Where the base does not finish either, the tests that do end are still judged.
  if (run.timedOut && !base.timedOut) {
    return failed(
      'did not finish in time',
      `\`${run.command}\` did not finish in time; it did before your change. Look for endless loops, dead locks and blocking waits in what you changed.\n${logTail(run.log, MOST_OUTPUT)}`,
    );
  }
  if (!run.built) {
    if (!base.built) return skipped('the tests cannot be built on the base either');
    const errors = newDiagnostics(base.diagnostics, run.diagnostics, 'error');
    const shown = errors.length > 0 ? explainDiagnostics(errors, new Map(), 'error') : logTail(run.log);
    return failed('the tests do not build', `\`${run.command}\` cannot build the tests: ${shown}`);
  }
  const lost = lostPasses(base, run, kept.renamed);
  const red = newFailures(base, run, kept.added);
  const counts = `${run.passed.length} passed, ${run.failed.length} failed`;
  if (lost.length === 0 && red.length === 0) {
    if (!run.ok && base.ok && run.failed.length === 0)
      return failed('the test run broke off', `\`${run.command}\` failed:\n${logTail(run.log)}`);
    const before = run.failed.length > 0 ? ' as before' : '';
    if (run.timedOut && run.passed.length === 0)
      return skipped('the tests do not finish in time on the base either');
    return { result: 'passed', summary: `${counts}${before}, ${run.ignored.length} ignored`, feedback: '' };
  }
  const problems = [...lost, ...red].slice(0, MOST_NAMED);
  const rest = lost.length + red.length - problems.length;
  const sentences = [...problems.map((each) => each.sentence), ...(rest > 0 ? [`${rest} more tests.`] : [])];
  const output = problems.map((each) => outputOf(each.test, run.log)).filter((text) => text !== '');
  return failed(
    `${counts}; ${lost.length} lost, ${red.length} new red`,
    `\`${run.command}\`: ${counts}.\n${sentences.join('\n')}${output.map((text) => `\n\n${text}`).join('')}`,
  );
}

interface Problem {
  readonly test: string;
  readonly sentence: string;
}

const failed = (summary: string, feedback: string): GateFinding => ({ result: 'failed', summary, feedback });
const skipped = (summary: string): GateFinding => ({ result: 'skipped', summary, feedback: '' });
/** `src/lib.rs - add (line 12)`: doc tests carry their line. */
const stable = (name: string) => name.replace(/ \(line \d+\)/, '');

function counted(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names.map(stable)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function lostPasses(
  base: TestFacts,
  run: TestFacts,
  renamed: ReadonlyMap<string, string>,
): readonly Problem[] {
  const passed = counted(run.passed);
  const failed = counted(run.failed);
  const ignored = counted(run.ignored);
  const take = (counts: Map<string, number>, name: string) => {
    const left = counts.get(name) ?? 0;
    counts.set(name, left - 1);
    return left > 0;
  };
  const gone = base.passed.map(stable).filter((name) => !take(passed, name));
  const problems: Problem[] = [];
  for (const test of gone) {
    if (take(failed, test)) problems.push({ test, sentence: `\`${test}\` passed before and fails now.` });
    else if (take(ignored, test))
      problems.push({ test, sentence: `\`${test}\` passed before and is ignored now.` });
    else if (!livesOn(test, run.passed, renamed))
      problems.push({ test, sentence: `\`${test}\` passed before and is not run any more.` });
  }
  return problems;
}

function livesOn(test: string, passed: readonly string[], renamed: ReadonlyMap<string, string>): boolean {
  for (const [old, now] of renamed)
    if (endsWithName(test, old) && passed.some((name) => endsWithName(name, now))) return true;
  return false;
}

const endsWithName = (test: string, name: string) => test === name || test.endsWith(`::${name}`);

function newFailures(base: TestFacts, run: TestFacts, added: readonly string[]): readonly Problem[] {
  const before = new Set([...base.failed, ...base.passed].map(stable));
  // Where the base's tests could not be run, only tests that the change itself brings can be blamed.
  const known = base.built && !base.timedOut;
  return run.failed
    .filter((test) => !before.has(stable(test)))
    .filter((test) => known || added.some((name) => endsWithName(test, name)))
    .map((test) => ({ test, sentence: `\`${test}\` is new and fails.` }));
}

/** What libtest printed for a failed test: the section `---- name stdout ----`. */
function outputOf(test: string, log: string): string {
  const parts = test.split('::');
  for (let from = 0; from < parts.length; from++) {
    const title = `---- ${parts.slice(from).join('::')} stdout ----`;
    const at = log.indexOf(title);
    if (at < 0) continue;
    const lines = log.slice(at, at + 4_000).split('\n');
    const end = lines.findIndex((line, i) => i > 0 && /^(---- |failures:)/.test(line));
    return lines
      .slice(0, Math.min(end < 0 ? MOST_OUTPUT : end, MOST_OUTPUT))
      .map((line) => line.slice(0, 300))
      .join('\n')
      .trimEnd();
  }
  return '';
}
