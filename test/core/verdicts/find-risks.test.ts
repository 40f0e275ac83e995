import { expect, test } from 'vitest';
import { findRisks } from '../../../src/core/verdicts/find-risks.ts';

const risks = (before: string | undefined, after: string | undefined, path = 'src/lib.rs') =>
  findRisks([{ path, before, after }]);

test.each<[string, string, readonly string[]]>([
  ['fn f() {}', 'fn f() { unsafe { g() } }', ['`unsafe` added in `src/lib.rs` (1 more)']],
  ['', '#[allow(dead_code)]\nfn f() {}', ['`#[allow(dead_code)]` added in `src/lib.rs`']],
  ['', 'fn f() { a.unwrap(); b.expect("x"); }', ['`unwrap` or `expect` added in `src/lib.rs` (2 more)']],
  ['', 'use std::process::Command;', ['programs started (`Command`) in `src/lib.rs` (1 more)']],
  ['', 'use std::net::TcpStream;', ['network used in `src/lib.rs` (1 more)']],
  ['', 'const A: &str = include_str!("../a");', ['`include!` of another file in `src/lib.rs` (1 more)']],
  [
    'pub fn add(a: i32) -> i32 { a }',
    'pub fn add(a: i64) -> i64 { a }',
    ['public `fn add` changed to `pub fn add(a: i64) -> i64`'],
  ],
  [
    'pub struct A; impl A { pub fn f<T>(&self, x: &T) {} }',
    'pub struct A; impl A { pub fn f<T>(&mut self, x: &T) { g() } }',
    ['public `fn A::f` changed to `pub fn f<T>(&mut self, x: &T)`'],
  ],
  [
    'pub struct Money { a: u8 }\npub const X: u8 = 1;',
    'struct Money { a: u8 }',
    ['public `struct Money` removed', 'public `const X` removed'],
  ],
  [
    '',
    'fn load(path: &str) -> Config { Config::default() }',
    ['new `load` in `src/lib.rs` gives the same value whatever it is asked'],
  ],
  [
    '#[rstest] #[case(1, 2)] fn t(#[case] a: u8, #[case] b: u8) { assert_eq!(f(a), b); }',
    '#[rstest] #[case(1, 3)] fn t(#[case] a: u8, #[case] b: u8) { assert_eq!(f(a), b); }',
    ['test `t` expects other values than before'],
  ],
  [
    '',
    'fn save(_path: &str) -> Result<(), E> { Ok(()) }',
    ['new `save` in `src/lib.rs` gives the same value whatever it is asked'],
  ],
  [
    '/// ```\n/// assert_eq!(f(), 1);\n/// assert!(g());\n/// ```\nfn f() {}',
    '/// ```\n/// assert_eq!(f(), 1);\n/// g();\n/// ```\nfn f() {}',
    ['examples in the documentation of `src/lib.rs` had 2 assertions and have 1'],
  ],
  [
    '#[test] fn t() { assert_eq!(f(), 1); }',
    '#[test] fn t() { assert_eq!(f(), 2); }',
    ['test `t` expects other values than before'],
  ],
  [
    'pub fn f() {}',
    'pub fn f() {}\npub fn more() { g() }\npub struct Money;',
    ['public API grows by `fn more`, `struct Money`'],
  ],
])('from %j to %j', (before, after, expected) => {
  expect(risks(before, after)).toEqual(expected);
});

test.each<[string, string]>([
  ['unsafe fn a() {}', 'unsafe fn a() { g() }'],
  ['', '// unsafe unwrap Command\nfn f() { "unsafe"; }'],
  ['', '#[cfg(test)]\nmod tests {\n  #[test]\n  fn t() { assert!(a().unwrap()); }\n}'],
  ['pub fn f(a: u8) {}', 'pub fn f( a: u8 ) { g() }\nfn more() { g() }'],
  ['pub(crate) fn f() {}', 'pub(crate) fn f(a: u8) { a }'],
  [
    'impl Default for A { fn default() -> A { A } }',
    'impl Default for A { fn default() -> A { A } }\nfn new() -> A { A::default() }',
  ],
])('nothing is risky from %j to %j', (before, after) => {
  expect(risks(before, after)).toEqual([]);
});

test('dependencies of every table are seen, a broken manifest is not a risk but an error elsewhere', () => {
  const old = '[dependencies]\nserde = "1"\n';
  const now = `${old.replace('"1"', '"2"')}rand = { git = "https://example.org/rand" }\n[target.'cfg(unix)'.dev-dependencies]\nnix = "0.29"\n[workspace.dependencies]\nlog = "0.4"\n`;
  expect(risks(old, now, 'crates/a/Cargo.toml')).toEqual([
    'dependency `serde` changed in `crates/a/Cargo.toml`: `"2"`',
    'dependency `rand` added in `crates/a/Cargo.toml`: `{"git":"https://example.org/rand"}`',
    'dependency `nix` added in `crates/a/Cargo.toml`: `"0.29"`',
    'dependency `log` added in `crates/a/Cargo.toml`: `"0.4"`',
  ]);
  expect(risks(old, '[dependencies\n', 'Cargo.toml')).toEqual([]);
});

test('a public item that moved to another file is still public', () => {
  const item = 'pub fn f(a: u8) -> u8 { a }';
  const changes = [
    { path: 'src/a.rs', before: item, after: '' },
    { path: 'src/b.rs', before: undefined, after: item },
  ];
  expect(findRisks(changes)).toEqual([]);
});

test('deleted files are named, and the list ends somewhere', () => {
  expect(risks('x', undefined, 'data/a.txt')).toEqual(['`data/a.txt` deleted']);
  const many = Array.from({ length: 100 }, (_, i) => `pub fn f${i}() {}`).join('\n');
  expect(risks(many, '').at(-1)).toBe('60 more of this kind');
});

test('files that say what tests expect are named', () => {
  expect(risks('a', 'b', 'tests/snapshots/a.snap')).toEqual([
    '`tests/snapshots/a.snap` says what tests expect, and changed',
  ]);
  expect(risks(undefined, 'b', 'tests/snapshots/a.snap')).toEqual([]);
});
