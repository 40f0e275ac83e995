import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CargoToolchain } from '../../../src/adapters/cargo/cargo-toolchain.ts';
import { runTestUnit } from '../../../src/adapters/cargo/run-test-unit.ts';
import { forgetfulSandbox } from '../../support/forgetful-sandbox.ts';
import { LIMITS, machineSandbox, rustSlot } from '../../support/rust-slot.ts';

async function toolchain(limits: Partial<typeof LIMITS> = {}): Promise<CargoToolchain> {
  const policy = { features: [], packages: [], limits: { ...LIMITS, ...limits } };
  return new CargoToolchain(await machineSandbox(), policy);
}

test('units, integration tests and documentation of every crate run, equal names apart', async () => {
  using slot = rustSlot('greeter');
  const run = await (await toolchain()).test(slot);
  expect(run).toMatchObject({
    ok: true,
    built: true,
    timedOut: false,
    command: 'cargo test --workspace --no-fail-fast',
    passed: [
      'greeter::tests::gets_the_configured_environment',
      'greeter::tests::greets_by_name',
      'greeter::tests::knows_its_package',
      'greeter/bin/greeter::tests::greets_by_name',
      'greeter/test/cli::prints_the_greeting',
      'words::tests::is_a_word',
      'doc::src/lib.rs - greet',
      'doc::src/lib.rs - greet #2',
    ],
    failed: [],
    ignored: ['greeter::tests::greets_everybody'],
  });
  expect(run.log).toContain(
    'Running tests/cli.rs (greeter)\nrunning 1 test\ntest prints_the_greeting ... ok',
  );
  expect(run.log).not.toMatch(/\/slot|finished in/);
});

test('a repository that builds for a named platform has its examples run too', async () => {
  using slot = rustSlot('greeter');
  const ask = { argv: ['rustc', '-vV'] as const, writableTree: false, cwd: '', env: {}, timeoutSeconds: 30 };
  const { stdout } = await (await machineSandbox()).run({ ...slot, ...ask });
  const host = /^host: (.+)$/m.exec(stdout)?.[1] ?? '';
  appendFileSync(join(slot.tree, '.cargo/config.toml'), `\n[build]\ntarget = "${host}"\n`);
  const run = await (await toolchain()).test(slot);
  expect(run.failed).toEqual([]);
  expect(run.passed).toContain('doc::src/lib.rs - greet');
});

test('forged lines, crashes, early exits and plain programs are judged by what really happened', async () => {
  using slot = rustSlot('unruly');
  const run = await (await toolchain()).test(slot);
  expect(run).toMatchObject({ ok: false, built: true });
  expect(run.passed).toEqual([
    'unruly::tests::honest',
    'unruly::tests::liar',
    'unruly::tests::panics_as_promised',
    'unruly::tests::slanderer',
    'unruly/test/crashes::is_fine',
    'unruly/test/plain_ok',
  ]);
  expect(run.failed).toEqual([
    'unruly::tests::fails',
    'unruly/test/crashes::aborts',
    'unruly/test/crashes::leaves_early_with_a_forged_end',
    'unruly/test/plain_bad',
  ]);
  expect(run.log).toContain('one is not two');
});

test('a hanging test is killed and named, and its neighbours keep their results', async () => {
  using slot = rustSlot('hanging');
  const run = await (await toolchain({ cargoSeconds: 6 })).test(slot);
  expect(run).toMatchObject({
    ok: false,
    timedOut: true,
    passed: ['hanging::tests::finishes'],
    failed: ['hanging::tests::hangs'],
  });
  expect(run.log).toMatch(/test tests::hangs, run alone \.\.\. FAILED \(killed after \d s without an end\)/);
});

test('tests that do not compile are told from tests that fail', async () => {
  using slot = rustSlot('broken');
  const run = await (await toolchain()).test(slot);
  expect(run).toMatchObject({ ok: false, built: false, passed: [], failed: [] });
  expect(run.diagnostics.length).toBeGreaterThan(0);
});

test('where the output of the build was cut no test counts, for a whole program may be missing', async () => {
  using slot = rustSlot('greeter');
  const policy = { features: [], packages: [], limits: LIMITS };
  const run = await new CargoToolchain(await forgetfulSandbox(2_000), policy).test(slot);
  expect(run).toMatchObject({ ok: false, built: false, passed: [], failed: [] });
  expect(run.diagnostics.map(({ message }) => message)).toEqual([
    'the tests were not run, for the output of their build is too long to be sure of all of them',
  ]);
});

test('a list of tests that was cut fails its program', async () => {
  const unit = {
    name: 'words',
    heading: 'Running words',
    harness: true,
    documentation: false,
    invocation: { argv: ['words'] as const },
  };
  const stdout = 'a: test\n[… 9 bytes cut …]\n1 tests, 0 benchmarks\ntest a ... ok\n';
  const end = { exitCode: 0, timedOut: false, stdout, stderr: '', truncated: true, milliseconds: 1 };
  const results = await runTestUnit(
    unit,
    () => Promise.resolve(end),
    () => 60,
  );
  expect(results).toMatchObject({ passed: [], failed: ['words'] });
});
