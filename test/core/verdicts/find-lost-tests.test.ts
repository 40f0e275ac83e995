import { describe, expect, test } from 'vitest';
import { findLostTests } from '../../../src/core/verdicts/find-lost-tests.ts';

const OLD = `pub fn add(a: i32, b: i32) -> i32 { a + b }
#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn adds() {
        assert_eq!(add(1, 2), 3);
        assert_eq!(add(-1, 1), 0);
    }
    #[test]
    fn is_fine() { assert!(add(2, 2) > 3); }
}`;
const lost = (after: string | undefined, before = OLD, path = 'src/lib.rs') =>
  findLostTests([{ path, before, after }]).lost.map((each) => `${each.test} ${each.how}`);
const swap = (from: string, to: string) => OLD.replace(from, to);

describe('a lost test is caught', () => {
  test.each<[string, string | undefined, readonly string[]]>([
    ['removed', swap('#[test]\n    fn is_fine() { assert!(add(2, 2) > 3); }', ''), ['is_fine was removed']],
    ['all removed with the file', undefined, ['adds was removed', 'is_fine was removed']],
    ['ignored', swap('fn is_fine', '#[ignore]\n fn is_fine'), ['is_fine is now ignored']],
    [
      'ignored with a reason',
      swap('fn is_fine', '#[ignore = "slow"]\n fn is_fine'),
      ['is_fine is now ignored'],
    ],
    [
      'ignored by cfg_attr',
      swap('fn is_fine', '#[cfg_attr(unix, ignore)]\n fn is_fine'),
      ['is_fine is now ignored'],
    ],
    ['no longer a test', swap('#[test]\n    fn is_fine', 'fn is_fine'), ['is_fine is no longer a `#[test]`']],
    [
      'gated',
      swap('fn is_fine', '#[cfg(windows)]\n fn is_fine'),
      ['is_fine only runs under `#[cfg(windows)]` now'],
    ],
    [
      'its module gated',
      swap('#[cfg(test)]', '#[cfg(all(test, feature = "x"))]'),
      [
        'adds only runs under `#[cfg(all(test,feature="x"))]` now',
        'is_fine only runs under `#[cfg(all(test,feature="x"))]` now',
      ],
    ],
    [
      'its file gated',
      `#![cfg(any())]\n${OLD}`,
      ['adds only runs under `#[cfg(any())]` now', 'is_fine only runs under `#[cfg(any())]` now'],
    ],
    [
      'emptied',
      swap('{ assert!(add(2, 2) > 3); }', '{ // assert!(add(2, 2) > 3);\n }'),
      ['is_fine was emptied'],
    ],
    [
      'returning early',
      swap('{ assert!', '{ return; assert!'),
      ['is_fine returns before it checks anything'],
    ],
    [
      'an assertion deleted',
      swap('assert_eq!(add(-1, 1), 0);', ''),
      ['adds had 2 assertions that could fail and has 1'],
    ],
    [
      'an assertion commented out',
      swap('assert_eq!(add(-1', '// assert_eq!(add(-1'),
      ['adds had 2 assertions that could fail and has 1'],
    ],
    [
      'an assertion in a string',
      swap('assert_eq!(add(-1, 1), 0);', 'let _ = "assert_eq!(add(-1, 1), 0)";'),
      ['adds had 2 assertions that could fail and has 1'],
    ],
    [
      'weakened to true',
      swap('add(2, 2) > 3', 'true'),
      ['is_fine had 1 assertion that could fail and has 0'],
    ],
    [
      'weakened by or',
      swap('add(2, 2) > 3', 'add(2, 2) > 3 || true'),
      ['is_fine had 1 assertion that could fail and has 0'],
    ],
    [
      'weakened to equal sides',
      swap('add(-1, 1), 0', 'add(-1, 1), add(-1, 1)'),
      ['adds had 2 assertions that could fail and has 1'],
    ],
    [
      'weakened to no check',
      swap('assert!(add(2, 2) > 3)', 'let _ = add(2, 2) > 3'),
      ['is_fine had 1 assertion that could fail and has 0'],
    ],
    [
      'made to expect a panic',
      swap('fn is_fine', '#[should_panic]\n fn is_fine'),
      ['is_fine now expects a panic'],
    ],
    [
      'replaced by another',
      swap('fn is_fine() { assert!(add(2, 2) > 3); }', 'fn greets() { assert_eq!(hello("x"), "y"); }'),
      ['is_fine was removed'],
    ],
    [
      'commented out whole',
      swap(
        '    #[test]\n    fn is_fine() { assert!(add(2, 2) > 3); }',
        '/* #[test] fn is_fine() { assert!(add(2, 2) > 3); } */',
      ),
      ['is_fine was removed'],
    ],
    [
      'hidden in a macro',
      swap(
        '    #[test]\n    fn is_fine() { assert!(add(2, 2) > 3); }',
        'macro_rules! t { () => { #[test] fn is_fine() { assert!(add(2, 2) > 3); } } }',
      ),
      ['is_fine was removed'],
    ],
  ])('%s', (_title, after, expected) => {
    expect(lost(after)).toEqual(expected);
  });

  test('the async kinds, cases and test files count too', () => {
    expect(lost('', '#[tokio::test]\nasync fn runs() { assert!(go().await); }', 'tests/a.rs')).toEqual([
      'runs was removed',
    ]);
    expect(
      lost(
        '#[test_case(1)]\nfn c(x: u8) { assert!(x > 0); }',
        '#[test_case(1)]\n#[test_case(2)]\nfn c(x: u8) { assert!(x > 0); }',
      ),
    ).toEqual(['c had 2 cases and has 1']);
    expect(lost('', 'proptest! { #[test] fn p(x in 0..9) { prop_assert!(x < 9); } }')).toEqual([
      'p was removed',
    ]);
  });

  test('one of two assertions on different things deleted', () => {
    const old = '#[test] fn t() { let a = f(); let b = g(); assert!(a.ok()); assert!(b.ok()); }';
    expect(lost(old.replace('assert!(b.ok());', ''), old)).toEqual([
      't had 2 assertions that could fail and has 1',
    ]);
  });

  test('a helper robbed of its assertions robs its callers', () => {
    const old = '#[cfg(test)] mod t { fn check(x: u8) { assert!(x > 1); } #[test] fn a() { check(f()); } }';
    expect(lost(old.replace('assert!(x > 1);', 'let _ = x;'), old)).toEqual([
      'a had 1 assertion that could fail and has 0',
    ]);
  });
});

describe('a kept test passes', () => {
  test.each<[string, string]>([
    ['renamed', swap('fn is_fine', 'fn two_and_two_is_more_than_three')],
    [
      'renamed and extended',
      swap('fn is_fine() {', 'fn sums_up() { let a = 1; assert_eq!(a + add(0, 0), 1);'),
    ],
    ['its module renamed', swap('mod tests', 'mod adding')],
    ['reordered', OLD.replace(/( {4}#\[test\]\n {4}fn adds[^}]*}\n)([^}]*}\n)/, '$2$1')],
    ['an assertion added', swap('assert_eq!(add(-1', 'assert_eq!(add(5, 5), 10); assert_eq!(add(-1')],
    ['reformatted', OLD.replaceAll('    ', '\t').replaceAll('{ ', '{\n')],
    ['a message added', swap('> 3)', '> 3, "two and two")')],
    [
      'moved into a table',
      swap(
        'assert_eq!(add(1, 2), 3);\n        assert_eq!(add(-1, 1), 0);',
        'for (a, b, c) in [(1, 2, 3), (-1, 1, 0)] { assert_eq!(add(a, b), c); }',
      ),
    ],
    [
      'merged into a tuple',
      swap(
        'assert_eq!(add(1, 2), 3);\n        assert_eq!(add(-1, 1), 0);',
        'assert_eq!((add(1, 2), add(-1, 1)), (3, 0));',
      ),
    ],
    [
      'moved to a helper',
      `${swap('assert_eq!(add(1, 2), 3);\n        assert_eq!(add(-1, 1), 0);', 'check(1, 2, 3); check(-1, 1, 0);')}\n#[cfg(test)] fn check(a: i32, b: i32, c: i32) { assert_eq!(add(a, b), c); }`,
    ],
    [
      'another test added',
      swap('#[test]\n    fn is_fine', '#[test]\n fn more() { assert!(f()); }\n #[test]\n    fn is_fine'),
    ],
    ['the module documented', swap('mod tests', '#[allow(clippy::unwrap_used)]\nmod tests')],
    ['turned async', swap('#[test]\n    fn is_fine', '#[tokio::test]\n    async fn is_fine')],
    ['a stronger assertion', swap('assert!(add(2, 2) > 3)', 'assert_eq!(add(2, 2), 4)')],
    ['production code only', swap('a + b', 'b + a')],
    ['an ignored name in words', swap('use super::*;', 'use super::*; // #[ignore] is not used here')],
  ])('%s', (_title, after) => {
    expect(lost(after)).toEqual([]);
  });

  test('moved to another file', () => {
    const test = '#[cfg(test)]\nmod tests { #[test] fn a() { assert!(f()); } }';
    const kept = findLostTests([
      { path: 'src/lib.rs', before: `fn f() -> bool { true }\n${test}`, after: 'fn f() -> bool { true }' },
      { path: 'tests/a.rs', before: undefined, after: '#[test] fn a() { assert!(f()); }' },
    ]);
    expect(kept.lost).toEqual([]);
    expect([...kept.renamed]).toEqual([['tests::a', 'a']]);
  });

  test('ignored before, ignored after', () => {
    const old = '#[test] #[ignore] fn slow() { assert!(f()); }';
    expect(lost(`${old} fn g() {}`, old)).toEqual([]);
    expect(lost(old.replace('#[ignore]', ''), old)).toEqual([]);
  });

  test('an ungated file that was gated before', () => {
    expect(lost(OLD, `#![cfg(unix)]\n${OLD}`)).toEqual([]);
  });

  test('a test that expects another value is pointed out, not refused', () => {
    const kept = findLostTests([
      { path: 'src/lib.rs', before: OLD, after: swap('add(1, 2), 3', 'add(1, 2), 4') },
    ]);
    expect(kept.lost).toEqual([]);
    expect(kept.altered).toEqual(['adds']);
    expect(findLostTests([{ path: 'src/lib.rs', before: OLD, after: OLD }]).altered).toEqual([]);
  });

  test('new tests are named', () => {
    expect(findLostTests([{ path: 'src/lib.rs', before: undefined, after: OLD }]).added).toEqual([
      'tests::adds',
      'tests::is_fine',
    ]);
  });
});
