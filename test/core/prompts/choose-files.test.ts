import { describe, expect, test } from 'vitest';
import { chooseFiles, type FileChoice } from '../../../src/core/prompts/choose-files.ts';

const BIG = 9_000;
const PATHS = [
  'Cargo.toml',
  'Cargo.lock',
  'README.md',
  'crates/core/Cargo.toml',
  'crates/core/src/lib.rs',
  'crates/core/src/parser.rs',
  'crates/core/src/net/mod.rs',
  'crates/core/src/net/retry_policy.rs',
  'crates/cli/Cargo.toml',
  'crates/cli/src/main.rs',
  'crates/cli/src/parser.rs',
  'openspec/changes/x/tasks.md',
];
const PACKAGES = [
  { name: 'my-core', folder: 'crates/core', targets: [{ file: 'crates/core/src/lib.rs' }] },
  { name: 'cli', folder: 'crates/cli', targets: [{ file: 'crates/cli/src/main.rs' }] },
];
const choose = (text: string, more: Partial<FileChoice> = {}, mentions: readonly string[] = []) =>
  chooseFiles({
    task: { text, details: [], mentions: { files: mentions, code: [] } },
    plan: '',
    files: PATHS.map((path) => ({ path, size: BIG })),
    packages: PACKAGES,
    ...more,
  });
const paths = (...of: Parameters<typeof choose>) => choose(...of).map((file) => `${file.path} ${file.why}`);

describe('a large workspace', () => {
  test.each([
    ['a path', 'Fix `crates/core/src/lib.rs`', ['crates/core/src/lib.rs named']],
    ['a unique ending', 'Fix net/mod.rs.', ['crates/core/src/net/mod.rs named']],
    [
      'an ending of two files brings both',
      'Fix src/parser.rs quickly',
      ['crates/cli/src/parser.rs names-match', 'crates/core/src/parser.rs names-match'],
    ],
    [
      'a new file brings the module that declares it',
      'Create crates/core/src/net/backoff.rs',
      ['crates/core/src/net/mod.rs parent-module'],
    ],
    [
      'a type brings the module of its name',
      'Give `RetryPolicy` a limit',
      ['crates/core/src/net/retry_policy.rs names-match'],
    ],
    [
      'a crate brings its root',
      'Let my-core::x return an error'.replace('my-core', 'my_core'),
      ['crates/core/src/lib.rs crate-root'],
    ],
    [
      'a dependency brings the manifest',
      'Use the dependency bytes in my_core',
      ['crates/core/Cargo.toml manifest', 'crates/core/src/lib.rs crate-root'],
    ],
    ['nothing known', 'Polish everything', []],
  ])('%s', (_name, text, expected) => {
    expect(paths(text)).toEqual(expected);
  });

  test('files of the plan come first and are the same for every task', () => {
    const plan = 'Affected code: `crates/core/src/parser.rs`, openspec/changes/x/tasks.md';
    const one = choose('Fix crates/core/src/parser.rs', { plan });
    const two = choose('Fix crates/cli/src/main.rs', { plan });
    expect(one.map(({ path, placement }) => [path, placement])).toEqual([
      ['crates/core/src/parser.rs', 'shared'],
    ]);
    expect(two.map(({ path, placement }) => [path, placement])).toEqual([
      ['crates/core/src/parser.rs', 'shared'],
      ['crates/cli/src/main.rs', 'task'],
    ]);
  });

  test('the strongest reason counts', () => {
    expect(paths('Give RetryPolicy in crates/core/src/net/retry_policy.rs a limit')).toEqual([
      'crates/core/src/net/retry_policy.rs named',
    ]);
  });

  test('a huge file is shown only when it is named', () => {
    const files = PATHS.map((path) => ({ path, size: 500_000 }));
    expect(paths('Give RetryPolicy a limit', { files })).toEqual([]);
    expect(paths('Give it a limit', { files }, ['crates/core/src/net/retry_policy.rs'])).toEqual([
      'crates/core/src/net/retry_policy.rs named',
    ]);
  });

  test('the lock file is never shown', () => {
    expect(paths('Look at Cargo.lock', {}, ['Cargo.lock'])).toEqual([]);
  });
});

test('a small workspace is shown whole, shared by all tasks, what the task names kept longest', () => {
  const files = PATHS.map((path) => ({ path, size: 900 }));
  const chosen = choose('Fix `crates/core/src/lib.rs`', { files });
  expect(chosen.map((file) => file.path)).toEqual(PATHS.filter((path) => path.endsWith('.rs')).sort());
  expect(new Set(chosen.map((file) => file.placement))).toEqual(new Set(['shared']));
  expect(chosen.find((file) => file.path === 'crates/core/src/lib.rs')?.score).toBe(100);
});

test('a megabyte of path characters comes to an end', () => {
  for (const unit of ['a', '.', '/', 'a/', 'a.b ', '../'])
    expect(choose(unit.repeat(300_000), { plan: unit.repeat(300_000) }).length).toBeLessThanOrEqual(
      PATHS.length,
    );
});
