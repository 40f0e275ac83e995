import { expect, test } from 'vitest';
import { touchesTests } from '../../../src/core/repairs/touches-tests.ts';

const file = (text: string) => new Map([['src/lib.rs', text]]);
const TESTS = `fn one() -> u8 { 1 }
#[cfg(test)]
mod tests {
    #[test]
    fn is_one() { assert_eq!(super::one(), 1u8); }
}
`;
const touched = (now: string, after: string) => touchesTests(file(TESTS), file(now), file(after));

test('a repair may not change a test of the base, nor take it away', () => {
  expect(touched(TESTS, TESTS.replace('1u8', '1u16'))).toBe(true);
  expect(touched(TESTS, TESTS.replace('is_one', 'is_two'))).toBe(true);
});

test('it may change the code, imports in the test module and tests that the candidate brings', () => {
  expect(touched(TESTS, TESTS.replace('{ 1 }', '{ 2 }'))).toBe(false);
  expect(touched(TESTS, TESTS.replace('mod tests {', 'mod tests {\n    use super::*;'))).toBe(false);
  const more = TESTS.replace('    #[test]', '    #[test]\n    fn is_new() { assert!(on) }\n    #[test]');
  expect(touched(more, more.replace('(on)', '(no)'))).toBe(false);
});
