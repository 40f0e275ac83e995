import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { parseCargoMessages } from '../../core/diagnostics/parse-cargo-messages.ts';
import { readableLog } from '../../core/diagnostics/readable-log.ts';
import type { CargoRun, Slot, TestRun } from '../../ports/toolchain.ts';
import { configuredEnvironment } from './configured-environment.ts';
import { judgeCargoRun } from './judge-cargo-run.ts';
import { hostOf, readMetadata } from './read-workspace.ts';
import { runTestUnit, type UnitResults } from './run-test-unit.ts';
import { JSON_BYTES, type SandboxedCargo } from './sandboxed-cargo.ts';
import { type TestUnit, testUnits } from './test-units.ts';

const OUTPUT_CUT: Diagnostic = {
  level: 'error',
  code: 'cargo',
  message: 'the tests were not run, for the output of their build is too long to be sure of all of them',
  rendered:
    'error: the tests were not run, for the output of their build is too long to be sure of all of them; it has too many warnings',
  suggestions: [],
};

/**
 * Builds all tests with one cargo command, then runs each built program itself: its names, output and exit code stay
 * apart from the others', and a hanging one stops nobody else. The time limit counts for building and for
 * running, each.
 */
export async function runTests(
  cargo: SandboxedCargo,
  slot: Slot,
  options: { readonly scope: readonly string[]; readonly signal: AbortSignal | undefined },
): Promise<TestRun> {
  const { scope, signal } = options;
  const started = performance.now();
  const command = `cargo test ${scope.join(' ')} --no-fail-fast`;
  const inside = cargo.inside(slot);
  const build = await cargo.cargo(slot, {
    argv: ['cargo', 'test', ...scope, '--no-run', '--offline', '--locked', '--message-format=json'],
    outputBytes: JSON_BYTES,
    signal,
  });
  const { artifacts: _, ...judged } = judgeCargoRun(build, inside, command);
  // Cut output may have lost the name of a test binary, which then nobody would miss.
  const whole = build.truncated ? { ...judged, ok: false, diagnostics: [OUTPUT_CUT] } : judged;
  if (!whole.ok) return { ...whole, built: false, passed: [], failed: [], ignored: [] };

  const units = await unitsOf(cargo, slot, { ...options, stdout: build.stdout });
  const deadline = performance.now() + cargo.policy.limits.cargoSeconds * 1_000;
  const secondsLeft = () => Math.max(0, (deadline - performance.now()) / 1_000);
  const results: (UnitResults & { unit: TestUnit })[] = [];
  for (const unit of units) {
    const run = (args: readonly string[], seconds: number) => {
      const [program, ...rest] = unit.invocation.argv;
      const argv: [string, ...string[]] = [program, ...rest, ...args];
      const timeoutSeconds = Math.max(seconds, 0.1);
      return cargo.run(slot, { ...unit.invocation, argv, frozenTarget: true, timeoutSeconds, signal });
    };
    results.push({ unit, ...(await runTestUnit(unit, run, secondsLeft)) });
  }
  return { ...summarise(judged, results, inside), milliseconds: performance.now() - started };
}

async function unitsOf(
  cargo: SandboxedCargo,
  slot: Slot,
  options: {
    readonly scope: readonly string[];
    readonly signal: AbortSignal | undefined;
    readonly stdout: string;
  },
): Promise<readonly TestUnit[]> {
  const { signal, scope } = options;
  const inside = cargo.inside(slot);
  const [rustc, sysroot] = await Promise.all([
    cargo.run(slot, { argv: ['rustc', '-vV'], signal }),
    cargo.run(slot, { argv: ['rustc', '--print', 'sysroot'], signal }),
  ]);
  return await testUnits({
    messages: parseCargoMessages(options.stdout, inside.tree),
    metadata: await readMetadata(cargo, slot, { host: hostOf(rustc.stdout), signal }),
    ...inside,
    hostTree: slot.tree,
    sysroot: sysroot.stdout.trim(),
    scope,
    configured: await configuredEnvironment(slot.tree, inside.tree),
  });
}

function summarise(
  build: CargoRun,
  results: readonly (UnitResults & { unit: TestUnit })[],
  inside: { readonly tree: string; readonly target: string },
): TestRun {
  const parts = results
    .filter(({ log }) => log !== '')
    .map(({ unit, log }) => `${unit.heading}\n${readableLog(log, inside)}`);
  return {
    ...build,
    ok: results.every(({ failed, timedOut }) => failed.length === 0 && !timedOut),
    timedOut: results.some(({ timedOut }) => timedOut),
    log: `${[build.log.trimEnd(), ...parts.map((part) => part.trimEnd())].join('\n\n')}\n`,
    built: true,
    passed: results.flatMap(({ passed }) => passed),
    failed: results.flatMap(({ failed }) => failed),
    ignored: results.flatMap(({ ignored }) => ignored),
  };
}
