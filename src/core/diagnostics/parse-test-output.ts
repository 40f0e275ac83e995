/** What is known of the tests of one libtest binary after one run. */
interface TestResults {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly ignored: readonly string[];
  /** Tests whose end the output does not tell without contradiction: each needs a run of its own. */
  readonly undecided: readonly string[];
}

interface TestBinaryRun {
  /** Every test by `--list`, and those of them by `--list --ignored`. */
  readonly listed: readonly string[];
  readonly ignored: readonly string[];
  readonly stdout: string;
  /** null when it was killed. */
  readonly exitCode: number | null;
}

/** Names of `<binary> --list`; undefined when the answer is not libtest's. */
export function parseTestList(stdout: string): readonly string[] | undefined {
  if (!/^\d+ tests?, \d+ benchmarks?$/m.test(stdout)) return undefined;
  return [...stdout.matchAll(/^(.+): test$/gm)].map((match) => match[1] ?? '');
}

/**
 * Judges libtest's human output (doc.rust-lang.org/rustc/tests; its JSON form is unstable). A test can write anything
 * to the same stream, so a line counts only for a name that was listed before anything ran, only if it is the
 * only line about that test, and only as far as it agrees with the exit code. All else is left undecided.
 * What cannot be told from outside: a test that ends the process itself with a forged output of all other tests.
 */
export function parseTestOutput(run: TestBinaryRun): TestResults {
  const ignored = new Set(run.ignored);
  const listed = new Set(run.listed);
  const said = new Map<string, Set<string>>();
  for (const match of run.stdout.matchAll(/^test (.+?) \.\.\.(?: (.*)|)$/gm)) {
    const name = listedName(match[1] ?? '', listed);
    if (name === undefined) continue;
    // Name and end are written apart: another test's output in between leaves a line without an end.
    const end = /^(?:ok|FAILED)$/.test(match[2] ?? '') ? (match[2] ?? '') : 'torn';
    said.set(name, (said.get(name) ?? new Set()).add(end));
  }
  const verdicts = run.listed
    .filter((name) => !ignored.has(name))
    .map((name) => ({ name, end: singleEnd(said.get(name)) }));
  // Exit code 0 without libtest's last line: a test ended the process, and nothing printed before is libtest's for sure.
  if (run.exitCode === 0 && !/^test result: ok\. \d+ passed; 0 failed;/m.test(run.stdout))
    return { passed: [], failed: [], ignored: run.ignored, undecided: verdicts.map(({ name }) => name) };
  const having = (end: string | undefined) =>
    verdicts.filter((verdict) => verdict.end === end).map(({ name }) => name);
  const passed = having('ok');
  const failed = having('FAILED');
  const undecided = having(undefined);
  // Exit code 0 and a failed test cannot both be true: the line is forged, or the process ended itself.
  if (run.exitCode === 0 && failed.length > 0) {
    return { passed, failed: [], ignored: run.ignored, undecided: [...undecided, ...failed] };
  }
  return { passed, failed, ignored: run.ignored, undecided };
}

function singleEnd(ends: Set<string> | undefined): string | undefined {
  return ends?.size === 1 && !ends.has('torn') ? [...ends][0] : undefined;
}

/** libtest adds words to the name in results: `- should panic`, and rustdoc `- compile` and `- compile fail`. */
function listedName(printed: string, listed: ReadonlySet<string>): string | undefined {
  if (listed.has(printed)) return printed;
  const bare = printed.replace(/ - (should panic|compile fail|compile)$/, '');
  return listed.has(bare) ? bare : undefined;
}
