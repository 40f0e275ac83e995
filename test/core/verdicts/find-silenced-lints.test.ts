import { expect, test } from 'vitest';
import { findSilencedLints } from '../../../src/core/verdicts/find-silenced-lints.ts';

const found = (before: string | undefined, after: string | undefined, path = 'src/lib.rs') =>
  findSilencedLints([{ path, before, after }]);

test.each([
  ['', '#![allow(dead_code)]'],
  [undefined, '#![allow(unused)]\nfn f() {}'],
  ['', 'mod a {\n  #![allow(dead_code)]\n}'],
  ['', '#![cfg_attr(test, allow(unused))]'],
  ['', '#![expect(warnings)]'],
  ['', '#[allow(warnings)] fn f() {}'],
  ['', '#[allow(clippy::all)] mod a {}'],
  ['', '#[allow(unused)] mod a {}'],
  ['', '#[allow(unused_variables)] fn f(a: u8) {}'],
  ['', 'fn f() { #[allow(unused_must_use)] { g(); } }'],
  ['', '#[cfg_attr(all(), allow(unused_variables))] fn f(a: u8) {}'],
  ['', '#[expect(dead_code, unreachable_code)] fn f() {}'],
  ['', '#[allow(unused_imports)]\n#[rustfmt::skip]\npub(crate) mod a;'],
  ['#![allow(dead_code)]', '#![allow(dead_code)]\n#![allow(dead_code)]'],
  ['#![deny(missing_docs)]\nfn f() {}', 'fn f() {}'],
  ['#![forbid(unsafe_code)]', '#![warn(unsafe_code)]'],
])('from %j to %j is caught', (before, after) => {
  expect(found(before, after).length).toBeGreaterThan(0);
});

test.each([
  ['', '#[allow(dead_code)] fn f() {}'],
  ['', '#[allow(clippy::all_caps_thing)] fn f() {}'],
  ['', '#[allow(unused_imports)] pub use a::b;'],
  ['', '#[allow(clippy::too_many_arguments)] fn f() {}'],
  ['', '#[allow(dead_code)] mod a;'],
  ['', '#[cfg(test)]\n#[allow(clippy::unwrap_used)]\nmod tests {}'],
  ['#[allow(unused_variables)] fn f(a: u8) {}', '#[allow(unused_variables)] fn f(a: u8, b: u8) {}'],
  ['#![allow(dead_code)]', '#![allow(dead_code)]\nfn f() {}'],
  ['', '// #![allow(dead_code)]\nfn f() { "#![allow(dead_code)]"; }'],
  ['', '#![deny(missing_docs)]'],
  ['', '#![feature(x)] #![cfg(unix)] #![doc = "allow(dead_code)"]'],
  ['#![deny(missing_docs)]', undefined],
])('from %j to %j passes', (before, after) => {
  expect(found(before, after)).toEqual([]);
});

test('lint levels of a manifest may not be lowered', () => {
  const strict =
    '[package]\nname = "a"\n[lints.clippy]\nunwrap_used = "deny"\npedantic = { level = "warn", priority = -1 }\n';
  const manifest = 'Cargo.toml';
  expect(found(strict, strict.replace('"deny"', '"allow"'), manifest)).toEqual([
    '`Cargo.toml` switches a lint off with `unwrap_used = "allow"`.',
    '`Cargo.toml` no longer has the lint level `unwrap_used = "deny"`.',
  ]);
  expect(found(strict, '[package]\nname = "a"\n', 'crates/a/Cargo.toml')).toHaveLength(2);
  expect(found(strict, `${strict}[dependencies]\nserde = "1"\n`, manifest)).toEqual([]);
});

test("clippy's own settings may not change, and included files are read as Rust", () => {
  expect(found(undefined, 'too-many-arguments-threshold = 99\n', 'clippy.toml')).toHaveLength(1);
  expect(found('a = 1\n', undefined, 'crates/a/.clippy.toml')).toHaveLength(1);
  const changes = (include: string) =>
    findSilencedLints([
      { path: 'src/lib.rs', before: '', after: include },
      { path: 'src/work.inc', before: undefined, after: '#![allow(unused)]' },
    ]);
  expect(changes('include!("work.inc");')).toHaveLength(1);
  expect(changes('// include!("work.inc");')).toEqual([]);
});

test('helpers shared by integration tests may allow dead code, but not everything', () => {
  expect(found('', '#![allow(dead_code)]', 'tests/common/mod.rs')).toEqual([]);
  expect(found('', '#![allow(warnings)]', 'tests/common/mod.rs')).toHaveLength(1);
});
