import { afterAll, beforeAll, expect, test } from 'vitest';
import { CargoToolchain } from '../../src/adapters/cargo/cargo-toolchain.ts';
import { SandboxedShell } from '../../src/adapters/cargo/sandboxed-shell.ts';
import { testFileFor } from '../../src/core/prompts/test-file-for.ts';
import { judgeScenarioTests } from '../../src/core/verdicts/judge-scenario-tests.ts';
import { readTestFile } from '../../src/core/verdicts/read-test-file.ts';
import { judgeRed, type RedEnd } from '../../src/flow/judge-red.ts';
import { type Baseline, takeBaseline } from '../../src/flow/take-baseline.ts';
import type { SlotLease } from '../../src/ports/repository.ts';
import { FakeCache } from '../fakes/fake-cache.ts';
import { folderLease } from '../support/folder-lease.ts';
import { LIMITS, machineSandbox, rustSlot } from '../support/rust-slot.ts';

const slot = rustSlot('greeter');
let lease: SlotLease;
let toolchain: CargoToolchain;
let baseline: Baseline;

beforeAll(async () => {
  const sandbox = await machineSandbox();
  const policy = { features: [], packages: [], limits: LIMITS };
  toolchain = new CargoToolchain(sandbox, policy);
  lease = await folderLease(slot);
  const settings = { sandbox: 'auto', policy: { ...policy, validate: [] } } as const;
  const repository = { list: () => Promise.resolve([]) };
  const tools = { toolchain, shell: new SandboxedShell(sandbox, policy) };
  baseline = await takeBaseline({ ...tools, cache: new FakeCache(), repository, settings }, lease, 'base');
});
afterAll(async () => {
  await lease[Symbol.asyncDispose]();
  slot[Symbol.dispose]();
});

/** The tests of a file as the flow reads and names them. */
function given(text: string) {
  const file = testFileFor({ id: '1.1', paths: ['src/lib.rs'] }, baseline.workspace.packages, new Set());
  if (file.kind !== 'file') throw new Error(file.why);
  const read = readTestFile(file.path, text);
  if (read.kind !== 'tests') throw new Error(read.why);
  return { ...file, text, names: read.names };
}
function red(text: string): Promise<RedEnd> {
  const { signal } = new AbortController();
  return judgeRed({ lease, baseline, commit: 'base' }, { toolchain, signal }, given(text));
}
const test1 = (body: string, before = '') => `${before}#[test]\nfn leaves() {\n    ${body}\n}\n`;

test('tests of what is not there yet are red by the compiler', async () => {
  const end = await red(test1('assert_eq!(leave("Ada"), "Bye, Ada");', 'use greeter::leave;\n\n'));
  expect(end).toEqual({ kind: 'red', how: 'they do not compile yet: E0432' });
});

test('tests of what is there and does something else are red by running them', async () => {
  const end = await red(test1('assert_eq!(greeter::greet("Ada"), "Bye, Ada");'));
  expect(end).toEqual({ kind: 'red', how: 'they fail' });
});

test('a test that holds on the base is refused by its name', async () => {
  const end = await red(test1('assert!(greeter::greet("Ada").contains("Ada"));'));
  expect(end).toMatchObject({ kind: 'refused', why: '`leaves` passed before the task is done' });
});

test.each([
  ['a slip of syntax', 'assert_eq!(greeter::greet("Ada", "Bye");', ''],
  ['a name that is not imported', 'assert_eq!(leave("Ada"), "Bye, Ada");', ''],
  ['a crate that is not there', 'assert_eq!(leave("Ada"), "Bye");', 'use farewell::leave;\n\n'],
  ['a moved value', 'let name = String::new(); drop(name); assert_eq!(name, "x");', ''],
])('%s is the test’s own fault', async (_what, body, before) => {
  const end = await red(test1(body, before));
  expect(end).toMatchObject({ kind: 'refused', why: expect.stringContaining('reasons of their own') });
});

test('the names are those that cargo gives the tests when they pass', async () => {
  const text = test1('assert!(greeter::greet("Ada").contains("Ada"));');
  await lease.reset('base');
  await lease.write(new Map([[given(text).path, text]]));
  const run = await toolchain.test(slot);
  const finding = judgeScenarioTests({ ...given(text), kind: 'written', red: 'x', scenarios: [] }, run);
  expect(finding.result).toBe('passed');
});
