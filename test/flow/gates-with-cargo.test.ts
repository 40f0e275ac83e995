import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CargoToolchain } from '../../src/adapters/cargo/cargo-toolchain.ts';
import { SandboxedShell } from '../../src/adapters/cargo/sandboxed-shell.ts';
import { type Judgement, judgeCandidate } from '../../src/flow/judge-candidate.ts';
import { type Baseline, takeBaseline } from '../../src/flow/take-baseline.ts';
import type { SlotLease } from '../../src/ports/repository.ts';
import { FakeCache } from '../fakes/fake-cache.ts';
import { folderLease } from '../support/folder-lease.ts';
import { LIMITS, machineSandbox, rustSlot } from '../support/rust-slot.ts';

const slot = rustSlot('greeter');
const LIB = 'src/lib.rs';
const WORDS = 'crates/words/src/lib.rs';
let lease: SlotLease;
let before: ReadonlyMap<string, string>;
let plain: Judging;
let shouting: Judging;

interface Judging {
  readonly tools: { readonly toolchain: CargoToolchain; readonly shell: SandboxedShell };
  readonly baseline: Baseline;
}

beforeAll(async () => {
  lease = await folderLease(slot);
  plain = await judging([]);
  shouting = await judging(['shout']);
  const paths = [LIB, WORDS, 'tests/cli.rs', 'src/main.rs'];
  const texts = paths.map(async (path) => [path, await readFile(join(slot.tree, path), 'utf8')] as const);
  before = new Map(await Promise.all(texts));
});
afterAll(async () => {
  await lease[Symbol.asyncDispose]();
  slot[Symbol.dispose]();
});

async function judging(features: readonly string[]): Promise<Judging> {
  const sandbox = await machineSandbox();
  const policy = { features, packages: [], limits: LIMITS };
  const tools = {
    toolchain: new CargoToolchain(sandbox, policy),
    shell: new SandboxedShell(sandbox, policy),
  };
  const settings = { sandbox: 'auto', policy: { ...policy, validate: [] } } as const;
  const repository = { list: () => Promise.resolve([]) };
  const baseline = await takeBaseline(
    { ...tools, cache: new FakeCache(), repository, settings },
    lease,
    'base',
  );
  return { tools, baseline };
}

type Change = (text: string) => string;
/** Changes by path: a whole new text, or what is done to the text of the base. */
type Changes = Readonly<Record<string, string | null | Change>>;

async function judge(changes: Changes, { tools, baseline } = plain): Promise<Judgement> {
  await lease.reset('base');
  const texts = Object.entries(changes).map(([path, change]) => {
    const after = typeof change === 'function' ? change(before.get(path) ?? '') : change;
    return [path, after] as const;
  });
  return await judgeCandidate(tools, lease, {
    baseline,
    before,
    changes: new Map(texts),
    kind: 'code',
    validate: [],
  });
}
const failed = ({ verdict }: Judgement) =>
  verdict.gates.filter((gate) => gate.result === 'failed').map((gate) => gate.gate);
const add =
  (text: string): Change =>
  (old) =>
    old.replace('#[cfg(test)]', () => `${text}\n\n#[cfg(test)]`);
const swap =
  (from: string, to: string): Change =>
  (old) => {
    if (!old.includes(from)) throw new Error(`the base has no ${from}`);
    return old.replace(from, to);
  };
const TWO = '/// Two.\npub fn two() -> u8 {\n    2\n}';
const USES = 'fn main() {\n    println!("{}", greeter::greet("you"));\n}\n';
const WRONG = 'fn main() {\n    let n: u8 = greeter::greet("you");\n    println!("{n}");\n}\n';
const GATED = '/// Loud.\n#[cfg(feature = "shout")]\npub fn loud() -> u8 {\n    "loud"\n}';

describe('what is not proved is caught', () => {
  test.each<[string, Changes, readonly string[]]>([
    ['a broken example', { [LIB]: add(TWO), 'examples/hello.rs': WRONG }, ['check']],
    ['a broken benchmark', { [LIB]: add(TWO), 'benches/hello.rs': WRONG }, ['check']],
    ['a broken test of another target', { [LIB]: add(TWO), 'tests/more.rs': `#[test]\n${WRONG}` }, ['check']],
    ['a broken member of the workspace', { [LIB]: add(TWO), [WORDS]: swap('"Hello"', '5') }, ['check']],
    ['an example outside every target', { [LIB]: add(TWO), 'examples/deep/hello.rs': WRONG }, ['compiled']],
    ['code under a feature that is off, and nothing else', { [LIB]: add(GATED) }, ['compiled']],
    [
      'code that is never built',
      { [LIB]: add(`${TWO}\n#[cfg(any())]\npub fn three() -> u8 {\n    "3"\n}`) },
      ['compiled'],
    ],
    [
      'a statement that is never built',
      { [LIB]: swap('    format!', '    #[cfg(any())]\n    drop(1);\n    format!') },
      ['compiled'],
    ],
    [
      'a test module that is switched off',
      { [LIB]: swap('#[cfg(test)]', '#[cfg(all(test, feature = "shout"))]') },
      ['tests-kept', 'tests'],
    ],
    [
      'a doc test deleted',
      { [LIB]: swap('/// ```\n/// assert!(!greeter::greet("").is_empty());\n/// ```\n', '') },
      ['placeholders'],
    ],
    [
      'a doc test ignored',
      { [LIB]: (old) => swap('/// ```\n/// assert_eq', '/// ```ignore\n/// assert_eq')(add(TWO)(old)) },
      ['tests'],
    ],
    [
      'a doc test only compiled',
      { [LIB]: (old) => swap('/// ```\n/// assert_eq', '/// ```no_run\n/// assert_eq')(add(TWO)(old)) },
      ['tests-kept'],
    ],
    ['a test file deleted', { [LIB]: add(TWO), 'tests/cli.rs': null }, ['tests-kept', 'tests']],
    [
      'todo! in an included file',
      {
        [LIB]: add('include!("work.inc");'),
        'src/work.inc': '/// Two.\npub fn two() -> u8 {\n    todo!()\n}\n',
      },
      ['placeholders'],
    ],
    [
      'todo! in a module of another ending',
      {
        [LIB]: add('#[path = "work.inc"]\npub mod work;'),
        'src/work.inc': '//! Work.\n/// Two.\npub fn two() -> u8 {\n    todo!()\n}\n',
      },
      ['placeholders'],
    ],
    [
      'a warning allowed away',
      { [LIB]: add('/// Two.\n#[allow(unused_variables)]\npub fn two(a: u8) -> u8 {\n    2\n}') },
      ['clippy'],
    ],
    [
      'a new warning in a program',
      { 'src/main.rs': swap('fn main() {', 'fn main() {\n    let spare = 1;') },
      ['clippy'],
    ],
    [
      'a new warning in an example',
      { [LIB]: add(TWO), 'examples/hello.rs': USES.replace('{\n', '{\n    let spare = 1;\n') },
      ['clippy'],
    ],
    [
      'a feature that is declared nowhere',
      { [LIB]: add(`${TWO}\n/// X.\n#[cfg(feature = "never")]\npub fn x() -> u8 {\n    3\n}`) },
      ['clippy'],
    ],
  ])('%s', async (_, changes, gates) => {
    const judgement = await judge(changes);
    expect({ failed: failed(judgement), valid: judgement.verdict.valid }).toEqual({
      failed: gates,
      valid: false,
    });
  });

  test('an error under a feature is found where the policy switches the feature on', async () => {
    const judgement = await judge({ [LIB]: add(GATED) }, shouting);
    expect(failed(judgement)).toEqual(['check']);
    expect(judgement.verdict.errorsByCode).toEqual([['E0308', 1]]);
  });
});

describe('what is proved passes', () => {
  test.each<[string, Changes]>([
    ['an example', { 'examples/hello.rs': USES }],
    ['a benchmark', { 'benches/hello.rs': USES }],
    [
      'a change of a member and of its user',
      {
        [WORDS]: add('/// Bye.\npub fn bye() -> &\'static str {\n    "Bye"\n}'),
        [LIB]: add("/// Leaves.\npub fn leave() -> &'static str {\n    words::bye()\n}"),
      },
    ],
    [
      'a module of the library and of the program',
      {
        [LIB]: add('pub mod count;'),
        'src/main.rs': (old) =>
          `mod count;\n${swap('fn main() {', 'fn main() {\n    assert_eq!(count::two(), 2);')(old)}`,
        'src/count.rs': `//! Counts.\n${TWO}\n`,
      },
    ],
    [
      'a module of another ending',
      { [LIB]: add('#[path = "work.inc"]\npub mod work;'), 'src/work.inc': `//! Work.\n${TWO}\n` },
    ],
    [
      'code under a predicate that holds',
      { [LIB]: add('/// Unix.\n#[cfg(unix)]\npub fn unix() -> u8 {\n    1\n}') },
    ],
    [
      'a narrow allow of what a later task uses',
      { [LIB]: add('#[allow(dead_code)]\nfn later() -> u8 {\n    1\n}') },
    ],
    [
      'a doc test that moves',
      {
        [LIB]: (old) =>
          swap(
            '/// Greets by name.\n///\n',
            '/// Greets by name.\n///\n/// With care.\n///\n',
          )(add(TWO)(old)),
      },
    ],
  ])('%s', async (_, changes) => {
    const judgement = await judge(changes);
    expect(judgement.verdict.feedback).toBe('');
    expect(judgement.verdict.valid).toBe(true);
  });

  test('code for another system beside code for this one is told as a risk', async () => {
    const both =
      '/// Here.\n#[cfg(unix)]\npub fn here() -> u8 {\n    1\n}\n/// There.\n#[cfg(windows)]\npub fn here() -> u8 {\n    "2"\n}';
    const { verdict, risks } = await judge({ [LIB]: add(both) });
    expect(verdict.feedback).toBe('');
    expect(risks.filter((risk) => risk.includes('#[cfg'))).toEqual([
      expect.stringMatching(
        /^`src\/lib\.rs` line \d+: code under `#\[cfg\(windows\)\]` was not compiled here$/,
      ),
    ]);
    expect(verdict.gates.find(({ gate }) => gate === 'compiled')?.summary).toContain(
      'not compiled: `#[cfg(windows)]`',
    );
    expect(await readFile(join(slot.tree, LIB), 'utf8')).not.toContain('const _: () = 0u8');
  });

  test('the code of a feature is built where the policy switches it on', async () => {
    const { verdict, risks } = await judge({ [LIB]: add(GATED.replace('"loud"', '9')) }, shouting);
    expect(verdict.feedback).toBe('');
    expect(risks.filter((risk) => risk.includes('#[cfg'))).toEqual([]);
  });
});
