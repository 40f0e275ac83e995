import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SandboxedShell } from '../../../src/adapters/cargo/sandboxed-shell.ts';
import { LIMITS, machineSandbox, rustSlot } from '../../support/rust-slot.ts';

async function shell(): Promise<SandboxedShell> {
  return new SandboxedShell(await machineSandbox(), { features: [], packages: [], limits: LIMITS });
}

test('a command line runs without a shell, with its assignments, and its output is the log', async () => {
  using slot = rustSlot('careless');
  const run = await (await shell()).run(slot, `GREETING='a  b' printenv GREETING "HOME"`);
  expect(run).toMatchObject({
    ok: true,
    log: 'a  b\n/home/build\n',
    command: `GREETING='a  b' printenv GREETING "HOME"`,
  });
});

test.each([
  ['true; touch escaped', '";" needs a shell, and there is none'],
  ['echo $(touch escaped)', '"$" needs a shell, and there is none'],
  ['echo "open', 'the quote " is not closed'],
  ['', 'it is empty'],
  ['A=b', 'it names no program'],
])('%j is not run', async (line, why) => {
  using slot = rustSlot('careless');
  const run = await (await shell()).run(slot, line);
  expect(run).toMatchObject({ ok: false, log: `The command was not run: ${why}.\n` });
  expect(existsSync(join(slot.tree, 'escaped'))).toBe(false);
});

test('a failing program and one that is not there are failed runs, and the tree cannot be written', async () => {
  using slot = rustSlot('careless');
  const sandboxed = await shell();
  expect((await sandboxed.run(slot, 'false')).ok).toBe(false);
  expect(await sandboxed.run(slot, 'no-such-tool')).toMatchObject({ ok: false });
  expect((await sandboxed.run(slot, 'touch escaped')).ok).toBe(false);
});

test('a command may write into the target, and the next check does not see it', async () => {
  using slot = rustSlot('careless');
  await mkdir(slot.target, { recursive: true });
  await writeFile(join(slot.target, 'kept'), 'kept');
  const line = 'cp /slot/tree/Cargo.toml /slot/target/forged';
  const run = await (await shell()).run(slot, line);
  const seen = await (await shell()).run(slot, 'cat /slot/target/kept');
  expect([run.ok, seen.log]).toEqual([true, 'kept\n']);
  expect(existsSync(join(slot.target, 'forged'))).toBe(false);
  expect(existsSync(`${slot.target}-copy`)).toBe(false);
});
