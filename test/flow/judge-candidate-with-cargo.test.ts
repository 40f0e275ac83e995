import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CargoToolchain } from '../../src/adapters/cargo/cargo-toolchain.ts';
import { SandboxedShell } from '../../src/adapters/cargo/sandboxed-shell.ts';
import { type Judgement, judgeCandidate } from '../../src/flow/judge-candidate.ts';
import { runVerifyTask } from '../../src/flow/run-verify-task.ts';
import { type Baseline, takeBaseline } from '../../src/flow/take-baseline.ts';
import type { SlotLease } from '../../src/ports/repository.ts';
import { FakeCache } from '../fakes/fake-cache.ts';
import { folderLease } from '../support/folder-lease.ts';
import { LIMITS, machineSandbox, rustSlot } from '../support/rust-slot.ts';

const slot = rustSlot('greeter');
let lease: SlotLease;
let tools: { readonly toolchain: CargoToolchain; readonly shell: SandboxedShell };
let baseline: Baseline;
let lib: string;

beforeAll(async () => {
  const sandbox = await machineSandbox();
  const policy = { features: [], packages: [], limits: LIMITS };
  tools = { toolchain: new CargoToolchain(sandbox, policy), shell: new SandboxedShell(sandbox, policy) };
  lease = await folderLease(slot);
  const settings = { sandbox: 'auto', policy: { ...policy, validate: [] } } as const;
  const repository = { list: () => Promise.resolve([]) };
  baseline = await takeBaseline({ ...tools, cache: new FakeCache(), repository, settings }, lease, 'base');
  lib = await readFile(join(slot.tree, 'src/lib.rs'), 'utf8');
});
afterAll(async () => {
  await lease[Symbol.asyncDispose]();
  slot[Symbol.dispose]();
});

async function judge(changes: Readonly<Record<string, string>>): Promise<Judgement> {
  await lease.reset('base');
  return await judgeCandidate(tools, lease, {
    baseline,
    before: new Map([['src/lib.rs', lib]]),
    changes: new Map(Object.entries(changes)),
    kind: 'code',
    validate: [{ run: 'cargo fmt --version', when: ['src/**'] }],
  });
}
const failed = ({ verdict }: Judgement) =>
  verdict.gates.filter((gate) => gate.result === 'failed').map((gate) => gate.gate);
/** The library with a line before its first item. */
const withModule = () => lib.replace('mod with_space;', 'mod with_space;\npub mod farewell;');
const FAREWELL = `//! Says goodbye.\n\n/// Takes leave.\npub fn leave(name: &str) -> String { format!("Bye, {name}") }\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn takes_leave() {\n        assert_eq!(super::leave("Ada"), "Bye, Ada");\n    }\n}\n`;

test('a good candidate is valid, formatted, and its test has run', async () => {
  const judgement = await judge({ 'src/lib.rs': withModule(), 'src/farewell.rs': FAREWELL });
  expect(judgement.verdict.feedback).toBe('');
  expect(judgement.verdict.valid).toBe(true);
  expect(judgement.passedTests).toContain('greeter::farewell::tests::takes_leave');
  expect(judgement.changes.get('src/farewell.rs')).toContain('-> String {\n    format!');
});

test('a file of the machine that a macro has compiled in is seen in what rustc wrote down', async () => {
  const hidden = `${FAREWELL}\nmacro_rules! read {\n    ($how:ident, $what:expr) => {\n        $how!($what)\n    };\n}\n\n/// Who there is.\npub const USERS: &str = read!(include_str, "/etc/passwd");\n`;
  const judgement = await judge({ 'src/lib.rs': withModule(), 'src/farewell.rs': hidden });
  expect(failed(judgement)).toContain('compiled');
  expect(judgement.verdict.feedback).toContain('The compiler read `/etc/passwd` for your code.');
});

test('what the compiler refuses is shown by code, and does not stain the next candidate', async () => {
  const bad = await judge({
    'src/lib.rs': withModule(),
    'src/farewell.rs': FAREWELL.replace('format!("Bye, {name}")', '42'),
  });
  expect(failed(bad)).toEqual(['check']);
  expect(bad.verdict.errorsByCode).toEqual([['E0308', 1]]);
  expect(bad.verdict.feedback).toContain('src/farewell.rs:5 [E0308]');
  const good = await judge({ 'src/lib.rs': withModule(), 'src/farewell.rs': FAREWELL });
  expect(good.verdict.valid).toBe(true);
});

test('a module that nothing declares is not proved by a green check', async () => {
  const judgement = await judge({ 'src/farewell.rs': FAREWELL });
  expect(failed(judgement)).toEqual(['compiled']);
  expect(judgement.verdict.feedback).toContain('add `mod farewell;` to `src/lib.rs`');
});

const EMBEDS = 'pub const TEXT: &str = include_str!("farewell.rs");\n';
/** Its types are wrong, which nobody would notice. */
const WRONG = '//! Says goodbye.\n\n/// Takes leave.\npub fn leave() -> u8 {\n    "bye"\n}\n';
const END = 'mod with_space;';

test.each<[string, string, string]>([
  ['embedded as text', `mod with_space;\n/// Its text.\n${EMBEDS}`, WRONG],
  [
    'embedded by a path that is put together',
    'mod with_space;\n/// Its bytes.\npub const BYTES: &[u8] = include_bytes!(concat!("fare", "well.rs"));\n',
    WRONG,
  ],
  [
    'embedded, its mod switched off',
    `mod with_space;\n#[cfg(any())]\npub mod farewell;\n/// Its text.\n${EMBEDS}`,
    WRONG,
  ],
  ['thrown away by its own #![cfg]', 'mod with_space;\npub mod farewell;', `#![cfg(any())]\n${WRONG}`],
  [
    'thrown away with a macro in the way',
    'mod with_space;\npub mod farewell;',
    `#![cfg(any())]\nmacro_rules! compile_error {\n    ($($t:tt)*) => {};\n}\n${WRONG.replace(/^.*\n/, '')}`,
  ],
])('a file that rustc only looks at is not proved: %s', async (_, declared, text) => {
  const judgement = await judge({ 'src/lib.rs': lib.replace(END, declared), 'src/farewell.rs': text });
  expect(failed(judgement)).toEqual(['compiled']);
  expect(judgement.verdict.feedback).toContain('`src/farewell.rs`');
  expect(await readFile(join(slot.tree, 'src/farewell.rs'), 'utf8')).toBe(
    judgement.changes.get('src/farewell.rs'),
  );
});

test.each<[string, Readonly<Record<string, string>>]>([
  [
    'compiled and embedded',
    {
      'src/lib.rs': `mod with_space;\npub mod farewell;\n/// Its text.\n${EMBEDS}`,
      'src/farewell.rs': FAREWELL,
    },
  ],
  [
    'by #[path] in an inline module',
    {
      'src/lib.rs': `mod with_space;\n/// Words.\npub mod words_of {\n    #[path = "farewell.rs"]\n    pub mod last;\n}\n/// Its text.\n${EMBEDS.replace('far', 'words_of/far')}`,
      'src/words_of/farewell.rs': FAREWELL,
    },
  ],
  [
    'declared by a macro',
    {
      'src/lib.rs': `mod with_space;\nmacro_rules! parts {\n    ($($name:ident)*) => { $(#[allow(missing_docs)] pub mod $name;)* };\n}\nparts!(farewell);\n/// Its text.\n${EMBEDS}`,
      'src/farewell.rs': FAREWELL,
    },
  ],
  [
    'included as items',
    {
      'src/lib.rs': `mod with_space;\ninclude!("farewell.rs");\n/// Its text.\n${EMBEDS}`,
      'src/farewell.rs': '/// Takes leave.\npub fn leave() -> u8 {\n    1\n}\n',
    },
  ],
  [
    'its own #![cfg] is on',
    { 'src/lib.rs': 'mod with_space;\npub mod farewell;', 'src/farewell.rs': `#![cfg(unix)]\n${FAREWELL}` },
  ],
  [
    'nested below a folder',
    {
      'src/lib.rs': `mod with_space;\npub mod last;\n`,
      'src/last/mod.rs': `//! Last.\npub mod farewell;\n/// Its text.\n${EMBEDS}`,
      'src/last/farewell.rs': FAREWELL,
    },
  ],
])('a file that is really compiled passes: %s', async (_, files) => {
  const { 'src/lib.rs': declared = '', ...rest } = files;
  const judgement = await judge({ 'src/lib.rs': lib.replace(END, declared), ...rest });
  expect(judgement.verdict.gates.find(({ gate }) => gate === 'compiled')).toMatchObject({ result: 'passed' });
  expect(failed(judgement)).toEqual([]);
});

test('a test that fails now is named with its panic', async () => {
  const judgement = await judge({ 'src/lib.rs': lib.replace('"{}, {}"', '"{}! {}"') });
  expect(failed(judgement)).toEqual(['tests']);
  expect(judgement.verdict.feedback).toContain(
    '`greeter::tests::greets_by_name` passed before and fails now.',
  );
  expect(judgement.verdict.feedback).toContain('left: "Hello! Ada"');
});

test('a clippy warning and a placeholder are found together', async () => {
  const judgement = await judge({
    'src/lib.rs': withModule(),
    'src/farewell.rs': `${FAREWELL.split('#[cfg')[0]}/// Later.\npub fn later() -> u8 {\n    todo!()\n}\n\n/// One.\npub fn one() -> u8 {\n    return 1;\n}\n`,
  });
  expect(failed(judgement)).toEqual(['placeholders', 'clippy']);
  expect(judgement.verdict.feedback).toContain('needless_return');
});

test('a verify task is proved by its commands, and refused by a red one', async () => {
  const commit = 'base';
  const proved = await runVerifyTask(tools.shell, lease, {
    commit,
    commands: ['cargo test --offline -p words'],
  });
  expect(proved.kind).toBe('proved');
  const refused = await runVerifyTask(tools.shell, lease, {
    commit,
    commands: ['cargo check --offline -p nobody'],
  });
  expect(refused.kind).toBe('refused');
});
