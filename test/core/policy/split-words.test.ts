import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitWords } from '../../../src/core/policy/split-words.ts';

test.each([
  ['cargo test --all', ['cargo', 'test', '--all']],
  [`  a 'b  c' "d \\"e\\" \\x" f\\ g `, ['a', 'b  c', 'd "e" \\x', 'f g']],
  [`a''b "" ''`, ['ab', '', '']],
  [`--x='a;b|$c'`, ['--x=a;b|$c']],
])('%s splits as in a POSIX shell', (line, words) => {
  expect(splitWords(line)).toEqual({ ok: true, words });
});

test.each(['a; b', 'a && b', 'a | b', 'a > b', '$(a)', '`a`', 'a\nb', '"a', "'a", 'a\\', ' '])(
  '%j is refused with a reason',
  (line) => {
    expect(splitWords(line)).toMatchObject({ ok: false, why: expect.stringMatching(/./) });
  },
);

test('words in single quotes come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (words) => {
      const line = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
      expect(splitWords(line)).toEqual({ ok: true, words });
    }),
  );
});
