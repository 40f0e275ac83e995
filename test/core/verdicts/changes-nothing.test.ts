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

test('a text for people alone is nothing for code, and something for documentation', () => {
  const notes = change(undefined, 'sub is implemented.', 'NOTES.md');
  const said = 'only texts for people changed, and the task asks for more';
  expect(changesNothing(notes, 'code')).toBe(said);
  expect(changesNothing([...notes, ...change('fn f() {}', '// x\nfn f() {}')], 'test')).toBe(said);
  expect(changesNothing(notes, 'docs')).toBeUndefined();
  expect(changesNothing([...notes, ...change('fn f() {}', 'fn g() {}')], 'code')).toBeUndefined();
  expect(changesNothing(change('a = 1', 'a = 2', 'assets/a.toml'), 'code')).toBeUndefined();
});

test('files that only tests read are nothing for code, and something for tests', () => {
  const data = change(undefined, 'fn f() -> u8 { 1 }', 'tests/fixtures/f.rs');
  expect(changesNothing(data, 'code')).toBe('only files that tests read changed, and the task asks for code');
  expect(changesNothing(data, 'test')).toBeUndefined();
  expect(changesNothing([...data, ...change('fn f() {}', 'fn f() { 1 }')], 'code')).toBeUndefined();
});
