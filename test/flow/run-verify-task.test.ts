import { expect, test } from 'vitest';
import { runVerifyTask } from '../../src/flow/run-verify-task.ts';
import { FakeShell } from '../fakes/fake-shell.ts';
import { FakeSlotLease } from '../fakes/fake-slot-lease.ts';

const verify = async (commands: readonly string[], ends: Readonly<Record<string, string>> = {}) => {
  const shell = new FakeShell(ends);
  const lease = FakeSlotLease.at('base', {});
  return { shell, lease, end: await runVerifyTask(shell, lease, { commit: 'base', commands }) };
};

test('all green is proved by the log', async () => {
  const { end, lease } = await verify(['cargo test', 'openspec validate add-x --strict']);
  expect(end.kind).toBe('proved');
  expect(lease.history).toEqual(['reset base']);
  if (end.kind !== 'proved') return;
  expect(end.verdict.valid).toBe(true);
  expect(end.verdict.testLog).toContain('$ cargo test\ncargo test was run');
  expect(end.verdict.compileLog).toMatch(/^\$ openspec validate add-x --strict\n/);
  expect(end.verdict.gates[0]?.summary).toBe('`cargo test`, `openspec validate add-x --strict` passed');
});

test('the first red command refuses, and the next is not run', async () => {
  const { end, shell } = await verify(['cargo check', 'cargo test'], { 'cargo check': 'error: no' });
  expect(end).toEqual({
    kind: 'refused',
    reason: '`cargo check` failed: error: no',
    compileLog: '$ cargo check\nerror: no',
    testLog: '',
  });
  expect(shell.ran).toEqual(['cargo check']);
});

test('a command that hangs refuses', async () => {
  const { end } = await verify(['cargo test'], { 'cargo test': 'hangs' });
  expect(end.kind === 'refused' && end.reason).toBe('`cargo test` did not finish in time');
});

test('nothing runs when one command is not allowed or none is named', async () => {
  const { end, shell, lease } = await verify(['cargo check', 'rm -rf target']);
  expect(end.kind === 'refused' && end.reason).toBe('`rm` is not one of the commands that are run');
  expect([shell.ran, lease.history]).toEqual([[], []]);
  expect((await verify([])).end.kind).toBe('refused');
});

test('a task that says `cargo fmt` is proved by its check, which changes nothing', async () => {
  const { end, shell } = await verify(['cargo fmt --all', 'cargo fmt --check']);
  expect(shell.ran).toEqual(['cargo fmt --check --all', 'cargo fmt --check']);
  expect(end.kind === 'proved' && end.verdict.gates[0]?.summary).toContain('`cargo fmt --check --all`');
});

test("the reason is cargo's error, not the list or hint that follows it", async () => {
  const log = 'error: no test target named `stage`\nhelp: available test targets:\n    compile';
  const { end } = await verify(['cargo test --test stage'], { 'cargo test --test stage': log });
  expect(end.kind === 'refused' && end.reason).toBe(
    '`cargo test --test stage` failed: error: no test target named `stage`',
  );
});
