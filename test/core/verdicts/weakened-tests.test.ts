import { describe, expect, test } from 'vitest';
import { findLostTests } from '../../../src/core/verdicts/find-lost-tests.ts';

const OLD = `pub fn zero() -> u8 { 0 }
#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn a() {
        let x = zero();
        assert_eq!(x, 0);
        assert!(x < 1);
    }
    #[test]
    fn b() { parse("1").unwrap(); }
    #[test]
    fn c() -> Result<(), E> { parse("1")?; Ok(()) }
    #[test]
    #[should_panic(expected = "bad state")]
    fn d() { bad(); }
    #[test]
    fn e() {
        for n in 1..4 { assert!(f(n) > n); assert!(f(n) < 9 * n); }
    }
}
`;
const BOTH = 'assert_eq!(x, 0);\n        assert!(x < 1);';
const lost = (after: string) =>
  findLostTests([{ path: 'src/lib.rs', before: OLD, after }]).lost.map((each) => `${each.test} ${each.how}`);
function swap(from: string, to: string): string {
  if (!OLD.includes(from)) throw new Error(`no ${from}`);
  return OLD.replace(from, to);
}

describe('a weakened test is caught', () => {
  const robbed = 'a had 2 assertions that could fail and has 0';
  const half = 'a had 2 assertions that could fail and has 1';
  test.each<[string, string, string, string]>([
    ['wrapped in if false', BOTH, `if false { ${BOTH} }`, robbed],
    ['wrapped in if !true', BOTH, `if !true { ${BOTH} }`, robbed],
    ['wrapped in while false', BOTH, `while false { ${BOTH} }`, robbed],
    ['wrapped in if cfg!(any())', BOTH, `if cfg!(any()) { ${BOTH} }`, robbed],
    ['in a loop over nothing', BOTH, `for _ in 0..0 { ${BOTH} }`, robbed],
    ['in a loop over an empty list', BOTH, `for _ in Vec::<u8>::new() { ${BOTH} }`, robbed],
    ['in a loop that takes none', BOTH, `for _ in (0..9).take(0) { ${BOTH} }`, robbed],
    ['in a closure that nobody calls', BOTH, `let _check = move || { ${BOTH} };`, robbed],
    ['its panics caught', BOTH, `let _ = std::panic::catch_unwind(|| { ${BOTH} });`, robbed],
    ['in a thread that nobody joins', BOTH, `std::thread::spawn(move || { ${BOTH} });`, robbed],
    ['in a function within', BOTH, `fn check(x: u8) { ${BOTH} }`, robbed],
    [
      'a statement gated',
      'assert_eq!(x, 0);',
      '#[cfg(any())]\n assert_eq!(x, 0);',
      'a checks a part only under `#[cfg(any())]` now',
    ],
    [
      'a block gated',
      BOTH,
      `#[cfg(feature = "never")] { ${BOTH} }`,
      'a checks a part only under `#[cfg(feature="never")]` now',
    ],
    [
      'a return in the middle',
      'let x = zero();',
      'let x = zero(); return;',
      'a may end before it checks everything',
    ],
    [
      'a return on a condition',
      'let x = zero();',
      'let x = zero(); if x < 9 { return; }',
      'a may end before it checks everything',
    ],
    [
      'the program ended',
      'let x = zero();',
      'let x = zero(); std::process::exit(0);',
      'a may end before it checks everything',
    ],
    ['an assertion on literals', 'assert!(x < 1)', 'assert_ne!(1, 2)', half],
    ['an assertion on equal words', 'assert_eq!(x, 0)', 'assert_eq!("x", "x")', half],
    ['an assertion that is not false', 'assert!(x < 1)', 'assert!(!false)', half],
    ['either way', 'assert!(x < 1)', 'assert!(x < 1 || x >= 1)', half],
    ['or not', 'assert!(x < 1)', 'assert!(ok(x) || !ok(x))', half],
    ['good or bad', 'assert!(x < 1)', 'assert!(y.is_ok() || y.is_err())', half],
    ['true first', 'assert!(x < 1)', 'assert!(true || x < 1)', half],
    [
      'an assertion dropped whose words stand elsewhere',
      'assert!(f(n) < 9 * n);',
      'let _unused = 9;',
      'e had 2 assertions that could fail and has 1',
    ],
    [
      'an unwrap ignored',
      'parse("1").unwrap();',
      'let _ = parse("1");',
      'b has nothing left that could fail it',
    ],
    [
      'an unwrap turned into ok',
      'parse("1").unwrap();',
      'parse("1").ok();',
      'b has nothing left that could fail it',
    ],
    [
      'a question mark dropped',
      'parse("1")?;',
      'let _ = parse("1");',
      'c has nothing left that could fail it',
    ],
    ['any panic accepted', '(expected = "bad state")', '', 'd no longer says which panic it expects'],
    ['nearly any panic accepted', 'bad state', 'b', 'd no longer says which panic it expects'],
    [
      'the macro replaced',
      'use super::*;',
      'use super::*;\n macro_rules! assert_eq { ($($t:tt)*) => {} }',
      'a no longer checks with the real `assert_eq!`',
    ],
    [
      'the macro imported from elsewhere',
      'use super::*;',
      'use super::*;\n use super::nothing as assert;',
      'a no longer checks with the real `assert!`',
    ],
    [
      'no test any more but for nobody',
      '#[test]\n    fn a',
      '#[cfg_attr(any(), test)]\n    fn a',
      'a is no longer a `#[test]`',
    ],
  ])('%s', (_, from, to, expected) => {
    expect(lost(swap(from, to))).toEqual([expected]);
  });

  test('an unwrap ignored beside assertions that stay', () => {
    const before = '#[test] fn t() { save("a").unwrap(); assert!(exists("a")); }';
    const after = before.replace('save("a").unwrap();', 'let _ = save("a");');
    expect(findLostTests([{ path: 'tests/a.rs', before, after }]).lost).toMatchObject([
      { how: 'ignores a result that had to be good before' },
    ]);
  });

  test.each([
    ['no_run', '```no_run'],
    ['no_run among others', '```rust,no_run'],
  ])('an example of the documentation that is only built: %s', (_, fence) => {
    const before = '/// Adds.\n/// ```\n/// assert_eq!(add(1), 2);\n/// ```\npub fn add() {}\n';
    const after = before.replace('```', fence);
    expect(findLostTests([{ path: 'src/lib.rs', before, after }]).lost).toHaveLength(1);
    expect(findLostTests([{ path: 'src/lib.rs', before: after, after: before }]).lost).toEqual([]);
    expect(findLostTests([{ path: 'src/lib.rs', before, after: before + after }]).lost).toEqual([]);
  });

  test('the macro that writes the tests', () => {
    const before =
      'macro_rules! case { ($n:ident, $a:expr) => { #[test] fn $n() { assert_eq!(f($a), 1); } } }\ncase!(a, 1);';
    const after = before.replace('assert_eq!(f($a), 1)', 'let _ = f($a)');
    expect(findLostTests([{ path: 'tests/a.rs', before, after }]).lost).toMatchObject([
      { test: 'case!', how: 'wrote 1 assertions and writes 0' },
    ]);
    expect(findLostTests([{ path: 'tests/a.rs', before, after: `${before}\ncase!(b, 2);` }]).lost).toEqual(
      [],
    );
  });

  test('its assertions replaced from another file', () => {
    const changes = [
      { path: 'src/lib.rs', before: OLD, after: `#[macro_use]\nmod quiet;\n${OLD}` },
      { path: 'src/quiet.rs', before: undefined, after: 'macro_rules! assert { ($($t:tt)*) => {} }' },
    ];
    expect(findLostTests(changes).lost).toHaveLength(1);
  });
});

describe('a test that is only written otherwise passes', () => {
  test.each<[string, string, string]>([
    ['an unwrap turned into an assertion', 'parse("1").unwrap();', 'assert!(parse("1").is_ok());'],
    [
      'an unwrap turned into a question mark',
      'fn b() { parse("1").unwrap(); }',
      'fn b() -> Result<(), E> { parse("1")?; Ok(()) }',
    ],
    ['an unwrap turned into a helper of another file', 'parse("1").unwrap();', 'check_parses("1");'],
    ['a message on an unwrap', '.unwrap()', '.expect("one is a number")'],
    ['a closure that is called', BOTH, `let check = || { ${BOTH} };\n check();`],
    ['a thread that is joined', BOTH, `std::thread::spawn(move || { ${BOTH} }).join().unwrap();`],
    ['a scoped thread', BOTH, `std::thread::scope(|s| { s.spawn(|| { ${BOTH} }); });`],
    ['a condition that may hold', BOTH, `if cfg!(unix) { ${BOTH} }`],
    ['a loop that runs', BOTH, `for _ in 0..1 { ${BOTH} }`],
    ['a return at the end', 'parse("1")?; Ok(())', 'parse("1")?; Ok(())\n'],
    ['a panic named more exactly', 'bad state', 'bad state 7'],
    ['an allow inside', 'let x = zero();', '#[allow(clippy::let_and_return)]\n let x = zero();'],
    ['one side of two', 'assert!(x < 1)', 'assert!(x < 1 || zero() == 0)'],
    [
      'its own checking macro',
      'use super::*;',
      'use super::*;\n macro_rules! assert_zero { ($x:expr) => { assert_eq!($x, 0) } }',
    ],
  ])('%s', (_, from, to) => {
    expect(lost(swap(from, to))).toEqual([]);
  });

  test('a test that skips where it cannot run did so before', () => {
    const before = '#[test] fn t() { if cfg!(windows) { return; } assert!(f()); }';
    const after = before.replace('f()', 'g()');
    expect(findLostTests([{ path: 'tests/a.rs', before, after }]).lost).toEqual([]);
  });
});
