import { existsSync } from 'node:fs';
import { lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CargoToolchain } from '../../../src/adapters/cargo/cargo-toolchain.ts';
import { copyOfTarget } from '../../../src/adapters/cargo/copy-of-target.ts';
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

test('a command builds nothing again that a check has built, and neither does the next check', async () => {
  using slot = rustSlot('greeter');
  const policy = { features: [], packages: [], limits: LIMITS };
  const toolchain = new CargoToolchain(await machineSandbox(), policy);
  await toolchain.check(slot);
  const line = 'cargo check --workspace --all-targets --offline --locked';
  const sandboxed = await shell();
  for (const run of [await sandboxed.run(slot, line), await sandboxed.run(slot, line)]) {
    expect(run.ok).toBe(true);
    expect(run.log).not.toMatch(/Checking|Compiling/);
  }
  expect((await toolchain.check(slot)).log).not.toMatch(/Checking|Compiling/);
});

test('links in the target stay links, and what they point to stays when the copy goes', async () => {
  using slot = rustSlot('careless');
  const outside = join(slot.tree, 'outside');
  await mkdir(outside);
  await writeFile(join(outside, 'file'), 'mine');
  await mkdir(slot.target);
  await symlink(outside, join(slot.target, 'link'));
  {
    await using copied = await copyOfTarget(slot);
    expect((await lstat(join(copied.slot.target, 'link'))).isSymbolicLink()).toBe(true);
  }
  expect(await readFile(join(outside, 'file'), 'utf8')).toBe('mine');
});

test('a stopped run leaves no copy, and one that a killed run left is no part of the next', async () => {
  using slot = rustSlot('careless');
  await mkdir(`${slot.target}-copy`);
  await writeFile(join(`${slot.target}-copy`, 'old'), 'old');
  {
    await using copied = await copyOfTarget(slot);
    expect(await readdir(copied.slot.target)).toEqual([]);
  }
  await expect(copyOfTarget(slot, AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
  expect(existsSync(`${slot.target}-copy`)).toBe(false);
});

test('a program can be asked about a text, writes nothing, and may not be there', async () => {
  using slot = rustSlot('careless');
  const sandboxed = await shell();
  expect(await sandboxed.ask(slot, { argv: ['cat'], stdin: 'a text' })).toEqual({ ok: true, log: 'a text' });
  expect(await sandboxed.ask(slot, { argv: ['false'], stdin: '' })).toEqual({ ok: false, log: '' });
  expect(await sandboxed.ask(slot, { argv: ['no-such-tool'], stdin: '' })).toBeUndefined();
  const written = await sandboxed.ask(slot, {
    argv: ['touch', '/slot/target/forged', '/slot/tree/forged'],
    stdin: '',
  });
  expect(written?.ok).toBe(false);
  expect([existsSync(join(slot.target, 'forged')), existsSync(join(slot.tree, 'forged'))]).toEqual([
    false,
    false,
  ]);
});
