import { expect, test } from 'vitest';
import { isSlip } from '../../../src/core/text/is-slip.ts';

test.each([
  ['to_onwed', 'to_owned', true],
  ['crates', 'crate', true],
  ['rate', 'crate', true],
  ['crete', 'crate', true],
  ['len', 'len', false],
  ['st_value', 'value', false],
  ['abcd', 'badc', false],
  ['abc', 'cba', false],
  ['', 'a', true],
  ['push', 'push_str', false],
])('%s and %s: %s', (one, other, slip) => {
  expect(isSlip(one, other)).toBe(slip);
  expect(isSlip(other, one)).toBe(slip);
});
