import { expect, test } from 'vitest';
import { changesNothing } from '../../../src/core/verdicts/changes-nothing.ts';

const change = (before: string | undefined, after: string | undefined, path = 'src/lib.rs') => [
  { path, before, after },
];

test.each([
  ['fn f() { 1 }', 'fn f()\n{\n  1 // one\n}\n'],
  ['fn f() {}', '/// Says more.\nfn f() {}'],
  ['fn f() { /* a */ }', 'fn f() { /* b */ }'],
])('blanks and comments are nothing for code: %j', (before, after) => {
  expect(changesNothing(change(before, after), 'code')).toBe('only blanks and comments changed');
});

test('comments are something for documentation, blanks are not', () => {
  expect(changesNothing(change('fn f() {}', '/// Adds.\nfn f() {}'), 'docs')).toBeUndefined();
  expect(changesNothing(change('# A\n', '# A\n\n', 'README.md'), 'docs')).toBe('only blanks changed');
});

test.each([
  ['fn f() { "a" }', 'fn f() { "b" }'],
  ['fn f() { "a  b" }', 'fn f() { "a b" }'],
  [undefined, ''],
  ['fn f() {}', undefined],
  ["fn f() { '\"' } // x", "fn f() { '\\'' } // x"],
])('code, strings and files are something: %j to %j', (before, after) => {
  expect(changesNothing(change(before, after), 'code')).toBeUndefined();
});

test('no difference at all is nothing', () => {
  expect(changesNothing([], 'docs')).toBe('no file differs from before');
});
