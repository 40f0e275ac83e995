import { expect, test } from 'vitest';
import { outsideReads } from '../../../src/core/policy/outside-reads.ts';
import { readRustString } from '../../../src/core/policy/read-rust-string.ts';
import { staysInside } from '../../../src/core/policy/stays-inside.ts';

const look = (after: string, path = 'crates/app/src/deep/mod.rs', before?: string) =>
  outsideReads(path, { before, after });

test.each([
  ['a file beside', 'include_str!("a.txt")'],
  ['a file of the repository further up', 'include_str!("../../../../README.md")'],
  ['a file of the crate', 'include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/a.bin"))'],
  ['a file of another crate', 'include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../words/a.txt"))'],
  ['generated code', 'include!(concat!(env!("OUT_DIR"), "/bindings.rs"));'],
  ['a module elsewhere in the crate', '#[path = "../common/mod.rs"] mod common;'],
  ['what cargo says of the package', 'env!("CARGO_PKG_AUTHORS"); option_env!("CARGO_BIN_EXE_app");'],
  ['a function named env', 'std::env::var("HOME"); fn env() {} let path = "/etc/passwd";'],
  ['an import of the module env', 'use std::env; use std::env as _;'],
  ['a comment', '// include_str!("/etc/passwd")'],
  ['a text', '"include_str!(\\"/etc/passwd\\")"'],
])('%s may be read', (_what, code) => {
  expect(look(code)).toEqual({ refusals: [], risks: [] });
});

test('a crate at the root of the repository may not name what lies beside it', () => {
  const code = 'include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../secret"))';
  expect(look(code, 'src/lib.rs').refusals).toEqual([
    'src/lib.rs: `include_str` may only name files of this repository.',
  ]);
});

test('what was there before is nobody’s new work', () => {
  const code = 'include_str!("/usr/share/dict/words"); env!("GITHUB_SHA");';
  expect(look(code, 'src/lib.rs', code)).toEqual({ refusals: [], risks: [] });
});

test('what cannot be told from the text is shown to the reviewer', () => {
  expect(look('macro_rules! take { ($x:expr) => { include_str!($x) } } env!("BUILD_NUMBER");').risks).toEqual(
    [
      '`include_str!` in `crates/app/src/deep/mod.rs` does not say in the text what it reads',
      '`crates/app/src/deep/mod.rs` is compiled with the variable `BUILD_NUMBER`',
    ],
  );
});

test.each([
  ['"a\\x2fb"', 'a/b'],
  ['"\\u{2F}\\u{1_F600}"', '/😀'],
  ['"a\\\n   b"', 'ab'],
  ['"\\\\\\"\\n"', '\\"\n'],
  ['r##"a\\x2f"#b"##', 'a\\x2f"#b'],
  ['b"bytes"', 'bytes'],
  ['word', undefined],
])('the literal %s is %j', (token, text) => {
  expect(readRustString(token)).toBe(text);
});

test.each([
  ['a/b', true],
  ['../a', true],
  ['../../a', false],
  ['b/../../../a', false],
  ['/a', false],
  ['~/a', false],
  ['C:a', false],
  ['..\\..\\a', false],
  [7, false],
])('from crates/lib.rs the path %j stays inside: %s', (path, inside) => {
  expect(staysInside(path, 'crates/lib.rs')).toBe(inside);
});
