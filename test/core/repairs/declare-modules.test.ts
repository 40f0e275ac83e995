import { describe, expect, test } from 'vitest';
import { declareModules, type UndeclaredFiles } from '../../../src/core/repairs/declare-modules.ts';

type Files = Readonly<Record<string, string>>;

const target = (name: string, kind: string, file: string) => ({ name, kind, file });
const LIBRARY = { name: 'app', folder: '', targets: [target('app', 'lib', 'src/lib.rs')], dependencies: [] };
const BOTH = {
  ...LIBRARY,
  targets: [...LIBRARY.targets, target('app', 'bin', 'src/main.rs'), target('it', 'test', 'tests/it.rs')],
};
const MEMBER = {
  ...LIBRARY,
  name: 'core',
  folder: 'crates/core',
  targets: [target('core', 'lib', 'crates/core/src/lib.rs')],
};

/** Declares `made`, which the files hold too, and gives the parents' new texts. */
function declared(made: readonly string[], files: Files, over: Partial<UndeclaredFiles> = {}): Files {
  const { texts } = declareModules({
    made,
    sources: new Map(Object.entries(files)),
    manifests: [],
    packages: [LIBRARY],
    mayEdit: () => true,
    ...over,
  });
  return Object.fromEntries(texts);
}

describe('a file that nothing declares is declared', () => {
  test.each<[string, string, Files, Files]>([
    [
      'beside the root',
      'src/b.rs',
      { 'src/lib.rs': 'pub mod a;\n' },
      { 'src/lib.rs': 'pub mod a;\npub mod b;\n' },
    ],
    [
      'below a module',
      'src/a/b.rs',
      { 'src/lib.rs': 'mod a;\n', 'src/a.rs': 'mod c;\n' },
      { 'src/a.rs': 'mod b;\nmod c;\n' },
    ],
    [
      'as a folder',
      'src/a/b/mod.rs',
      { 'src/lib.rs': 'mod a;\n', 'src/a/mod.rs': '' },
      { 'src/a/mod.rs': 'pub mod b;\n\n' },
    ],
    [
      'in a member',
      'crates/core/src/b.rs',
      { 'crates/core/src/lib.rs': '' },
      { 'crates/core/src/lib.rs': 'pub mod b;\n\n' },
    ],
  ])('%s', (_where, made, files, expected) => {
    expect(declared([made], { ...files, [made]: 'fn f() {}' }, { packages: [LIBRARY, MEMBER] })).toEqual(
      expected,
    );
  });

  test('several at once, one in the other', () => {
    const files = { 'src/lib.rs': 'mod z;\n', 'src/a.rs': '', 'src/a/b.rs': '', 'src/c.rs': '' };
    expect(declared(['src/c.rs', 'src/a/b.rs', 'src/a.rs'], files)).toEqual({
      'src/lib.rs': 'mod a;\nmod c;\nmod z;\n',
      'src/a.rs': 'pub mod b;\n\n',
    });
  });

  test('in the one of library and program that speaks of it', () => {
    const files = {
      'src/lib.rs': 'mod z;\n',
      'src/main.rs': 'mod cli;\nfn main() { b::f(); }\n',
      'src/b.rs': '',
    };
    expect(declared(['src/b.rs'], files, { packages: [BOTH] })).toEqual({
      'src/main.rs': 'mod b;\nmod cli;\nfn main() { b::f(); }\n',
    });
  });

  test('in the library when the program only uses that', () => {
    const files = { 'src/lib.rs': 'mod z;\n', 'src/main.rs': 'fn main() { app::b::f(); }\n', 'src/b.rs': '' };
    expect(declared(['src/b.rs'], files, { packages: [BOTH] })).toEqual({
      'src/lib.rs': 'pub mod b;\nmod z;\n',
    });
  });
});

describe('it is as visible as its siblings', () => {
  const first = (root: string, more: Files = {}) =>
    declared(['src/b.rs'], { 'src/lib.rs': root, 'src/b.rs': '', ...more }, { packages: [BOTH] })[
      'src/lib.rs'
    ];

  test('by majority', () => {
    expect(first('pub(crate) mod a;\npub(crate) mod c;\npub mod d;\n')).toContain('pub(crate) mod b;');
  });

  test('public when a test file uses it', () => {
    expect(first('mod a;\n', { 'tests/it.rs': 'use app::b::f;' })).toContain('pub mod b;');
    expect(first('mod a;\n', { 'tests/it.rs': 'use app::{b, c};' })).toContain('pub mod b;');
  });

  test('private as the first one when its items are passed on', () => {
    expect(first('pub use b::f;\n')).toContain('\nmod b;'.trim());
    expect(first('pub use b::f;\n')).not.toContain('pub mod');
    expect(first('pub fn f() {}\n')).toContain('pub mod b;');
  });

  test('only for tests when it holds nothing else', () => {
    expect(
      declared(['src/a/tests.rs'], {
        'src/lib.rs': 'mod a;\n',
        'src/a.rs': '',
        'src/a/tests.rs': '#[test]\nfn t() {}\n',
      }),
    ).toEqual({ 'src/a.rs': '#[cfg(test)]\nmod tests;\n\n' });
  });
});

describe('a file is left alone', () => {
  const LIB = 'pub mod a;\n';
  test.each<[string, string, Files]>([
    ['that is declared', 'src/b.rs', { 'src/lib.rs': 'mod b;\n' }],
    ['that is declared behind a gate', 'src/b.rs', { 'src/lib.rs': '#[cfg(windows)]\nmod b;\n' }],
    ['that a macro gates', 'src/b.rs', { 'src/lib.rs': 'cfg_if! { if #[cfg(windows)] { mod b; } }\n' }],
    ['whose name an inline module has', 'src/b.rs', { 'src/lib.rs': 'mod b {}\n' }],
    ['that a path names', 'src/b.rs', { 'src/lib.rs': '#[cfg(x)]\n#[path = "b.rs"]\nmod other;\n' }],
    ['that is included', 'src/b.rs', { 'src/lib.rs': 'include!("b.rs");\n' }],
    [
      'that a build script reads',
      'src/b.rs',
      { 'src/lib.rs': LIB, 'build.rs': 'fn main() { read("src/b.rs") }' },
    ],
    ['with a gate of its own', 'src/b.rs', { 'src/lib.rs': LIB, 'src/b.rs': '#![cfg(windows)]\n' }],
    ['that is a program', 'src/b.rs', { 'src/lib.rs': LIB, 'src/b.rs': 'fn main() {}\n' }],
    ['among programs', 'src/bin/b.rs', { 'src/lib.rs': LIB }],
    ['of test material', 'tests/common/mod.rs', { 'src/lib.rs': LIB, 'tests/it.rs': '' }],
    ['beside an example', 'examples/b/more.rs', { 'src/lib.rs': LIB, 'examples/b/main.rs': '' }],
    ['for benches', 'benches/b.rs', { 'src/lib.rs': LIB }],
    ['whose parent is not there', 'src/x/b.rs', { 'src/lib.rs': LIB }],
    ['that is there twice', 'src/b.rs', { 'src/lib.rs': LIB, 'src/b/mod.rs': '' }],
    ['whose parent is there twice', 'src/a/b.rs', { 'src/a.rs': '', 'src/a/mod.rs': '', 'src/lib.rs': LIB }],
    ['whose name is none', 'src/two-words.rs', { 'src/lib.rs': LIB }],
    ['whose name is a keyword', 'src/type.rs', { 'src/lib.rs': LIB }],
    ['that is a build script', 'build.rs', { 'src/lib.rs': LIB }],
    ['of no package', 'other/src/b.rs', { 'src/lib.rs': LIB }],
  ])('%s', (_why, made, files) => {
    expect(declared([made], { [made]: 'fn f() {}', ...files })).toEqual({});
  });

  test('that a changed manifest names', () => {
    const files = { 'src/lib.rs': LIB, 'src/b.rs': '' };
    expect(declared(['src/b.rs'], files, { manifests: ['[[bin]]\npath = "src/b.rs"\n'] })).toEqual({});
  });

  test('whose parent may not be edited', () => {
    const files = { 'src/lib.rs': LIB, 'src/b.rs': '' };
    expect(declared(['src/b.rs'], files, { mayEdit: () => false })).toEqual({});
  });

  test('that both library and program want, or that neither speaks of', () => {
    const want = {
      'src/lib.rs': 'use crate::b::f;\n',
      'src/main.rs': 'mod cli;\nuse b::f;\n',
      'src/b.rs': '',
    };
    expect(declared(['src/b.rs'], want, { packages: [BOTH] })).toEqual({});
    const neither = { ...want, 'src/lib.rs': LIB, 'src/main.rs': 'mod cli;\n' };
    expect(declared(['src/b.rs'], neither, { packages: [BOTH] })).toEqual({});
  });
});
