import { exampleNames } from '../../core/diagnostics/example-names.ts';
import { parseTestList, parseTestOutput } from '../../core/diagnostics/parse-test-output.ts';
import type { SandboxRun } from '../../ports/sandbox.ts';
import type { TestUnit } from './test-units.ts';

/** How the tests of one unit ended; names are whole (`<unit>::<test>`). */
export interface UnitResults {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly ignored: readonly string[];
  readonly timedOut: boolean;
  /** Output of the run, and a line about every test that was judged on its own. */
  readonly log: string;
}

/** Runs the unit with further arguments for at most so many seconds. */
export type RunUnit = (args: readonly string[], seconds: number) => Promise<SandboxRun>;

/** Most tests of one unit that get a process of their own; more undecided ones count as failed. */
const MOST_ALONE = 64;
const LIST_SECONDS = 60;

/**
 * Runs one unit: the names first, then all tests at once, then each test whose end is not certain alone, where its
 * exit code speaks. `secondsLeft` bounds all of it; no single step may take more than half of what is left, so that a
 * hanging test can still be found and named.
 */
export async function runTestUnit(
  unit: TestUnit,
  run: RunUnit,
  secondsLeft: () => number,
): Promise<UnitResults> {
  if (!unit.harness) return await runPlain(unit, run, secondsLeft);
  const listing = await run(['--list'], Math.min(LIST_SECONDS, secondsLeft()));
  const ignoring = await run(['--list', '--ignored'], Math.min(LIST_SECONDS, secondsLeft()));
  // A list that was cut has lost names.
  const listed = listing.truncated ? undefined : parseTestList(listing.stdout);
  const ignored = ignoring.truncated ? undefined : parseTestList(ignoring.stdout);
  if (listed === undefined || ignored === undefined) return unreadable(unit, listing);
  if (listed.length === 0) return { passed: [], failed: [], ignored: [], timedOut: false, log: '' };

  const all = await run([], half(secondsLeft()));
  const results = parseTestOutput({ listed, ignored, stdout: all.stdout, exitCode: all.exitCode });
  const alone = await judgeAlone(results.undecided, run, secondsLeft);
  const failed = [...results.failed, ...alone.failed];
  const names = unit.documentation ? exampleNames(listed) : new Map<string, string>();
  const whole = (name: string) => `${unit.name}::${names.get(name) ?? name}`;
  const brokenOff = !all.timedOut && all.exitCode !== 0 && failed.length === 0;
  if (brokenOff) alone.lines.push(`the test program ended with ${exitWords(all)} though no test failed`);
  return {
    passed: [...results.passed, ...alone.passed].map(whole).sort(),
    failed: [...failed.map(whole), ...(brokenOff ? [unit.name] : [])].sort(),
    ignored: results.ignored.map(whole).sort(),
    timedOut: alone.timedOut,
    log: [output(unit, all), ...alone.lines].join('\n'),
  };
}

interface AloneResults {
  readonly passed: string[];
  readonly failed: string[];
  readonly lines: string[];
  timedOut: boolean;
}

async function judgeAlone(
  names: readonly string[],
  run: RunUnit,
  secondsLeft: () => number,
): Promise<AloneResults> {
  const results: AloneResults = { passed: [], failed: [], lines: [], timedOut: false };
  for (const [index, name] of names.entries()) {
    const seconds = half(secondsLeft());
    if (index >= MOST_ALONE || seconds < 1) {
      results.failed.push(name);
      results.lines.push(`test ${name} was not run: no time left`);
      continue;
    }
    const alone = await run(['--exact', name, '--test-threads=1'], seconds);
    const ran = /^test result: ok\. 1 passed; 0 failed;/m.test(alone.stdout);
    if (alone.exitCode === 0 && ran) {
      results.passed.push(name);
      results.lines.push(`test ${name}, run alone ... ok`);
      continue;
    }
    results.failed.push(name);
    results.timedOut ||= alone.timedOut;
    const why = alone.timedOut ? `killed after ${Math.round(seconds)} s without an end` : exitWords(alone);
    results.lines.push(`test ${name}, run alone ... FAILED (${why})`);
  }
  return results;
}

/** `harness = false`: one program, one test. */
async function runPlain(unit: TestUnit, run: RunUnit, secondsLeft: () => number): Promise<UnitResults> {
  const only = await run([], half(secondsLeft()));
  const ok = only.exitCode === 0;
  return {
    passed: ok ? [unit.name] : [],
    failed: ok ? [] : [unit.name],
    ignored: [],
    timedOut: only.timedOut,
    log: `${output(unit, only)}\ntest ${unit.name} ... ${ok ? 'ok' : `FAILED (${exitWords(only)})`}`,
  };
}

function unreadable(unit: TestUnit, listing: SandboxRun): UnitResults {
  return {
    passed: [],
    failed: [unit.name],
    ignored: [],
    timedOut: listing.timedOut,
    log: `${output(unit, listing)}\n${listing.stderr}\nits tests cannot be listed (${exitWords(listing)})`,
  };
}

function output(unit: TestUnit, run: SandboxRun): string {
  const words = unit.documentation ? '' : run.stderr;
  return [run.stdout.trim(), words.trim()].filter((text) => text !== '').join('\n');
}

function exitWords(run: SandboxRun): string {
  if (run.timedOut) return 'killed at the time limit';
  return run.exitCode === null ? 'a signal' : `exit code ${run.exitCode}`;
}

function half(seconds: number): number {
  return Math.max(0.1, seconds / 2);
}
