import { expect, test } from 'vitest';
import { quoteFunction } from '../../../src/core/verdicts/quote-function.ts';
import { rustFunctions } from '../../../src/core/verdicts/rust-functions.ts';

function quoted(text: string): string {
  const [fn] = rustFunctions(text, 'src/lib.rs');
  if (!fn) throw new Error('no function');
  return quoteFunction(text, fn);
}

test('lines stand with their numbers, to the closing brace', () => {
  const text =
    '#[cfg(test)]\nmod tests {\n    #[test]\n    fn adds() {\n        assert_eq!(1 + 1, 2);\n    }\n}\n';
  expect(quoted(text)).toBe('   4 |     fn adds() {\n   5 |         assert_eq!(1 + 1, 2);\n   6 |     }');
});

test('the middle of a long one is left out', () => {
  const text = `fn long() {\n${'    step();\n'.repeat(40)}}\n`;
  const lines = quoted(text).split('\n');
  expect(lines).toHaveLength(16);
  expect(lines.slice(-2)).toEqual(['     | ...', '  42 | }']);
});

test('a function on one line, or without a body, is that line', () => {
  expect(quoted('fn a() { b(); }\nfn c() {}\n')).toBe('   1 | fn a() { b(); }');
  expect(quoted('trait A {\n    fn a(&self);\n}\n')).toBe('   2 |     fn a(&self);');
});
