import { expect, test } from 'vitest';
import { readTestFile } from '../../../src/core/verdicts/read-test-file.ts';

const read = (text: string) => readTestFile('tests/scenario_1.rs', text);

test('tests are named with the modules around them', () => {
  const text =
    '#[test]\nfn adds() { assert_eq!(1 + 1, two()); }\nmod more {\n    #[test]\n    fn subtracts() { assert!(x()); }\n}\n';
  expect(read(text)).toEqual({ kind: 'tests', names: ['adds', 'more::subtracts'] });
});

test('assertions of helpers count, and a panic that is expected is one', () => {
  const text =
    'fn check(n: u8) { assert_eq!(n, 1); }\n#[test]\nfn a() { check(one()); }\n#[test]\n#[should_panic(expected = "no")]\nfn b() { refuse(); }\n';
  expect(read(text)).toMatchObject({ kind: 'tests', names: ['a', 'b'] });
});

test.each([
  ['no test', 'fn a() {}', 'has no `#[test]` function'],
  ['nothing that could fail', '#[test]\nfn a() { run(); }', '`a` asserts nothing'],
  ['an ignored one', '#[test]\n#[ignore]\nfn a() { assert!(x()); }', '`a` is switched off'],
  ['one that is not built', '#[test]\n#[cfg(any())]\nfn a() { assert!(x()); }', '`a` is switched off'],
])('%s is refused', (_what, text, why) => {
  expect(read(text)).toEqual({ kind: 'refused', why: expect.stringContaining(why) });
});

test('a test that is never closed is left to the compiler', () => {
  expect(read('#[test]\nfn a() {\n    assert_eq!(x(), 1);\n')).toEqual({ kind: 'tests', names: ['a'] });
});
