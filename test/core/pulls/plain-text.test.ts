import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText } from '../../../src/core/pulls/plain-text.ts';
import { hostileText, UNSEEN } from '../../support/hostile-text.ts';

test.each([
  ['colours', '\u001b[1;31merror\u001b[0m', 'error'],
  ['true colours and C1 forms', '\u001b[38;2;1;2;3mx\u009b0m', 'x'],
  ['links', '\u001b]8;;https://x.example\u0007E0308\u001b]8;;\u001b\\', 'E0308'],
  ['cursor and charset', '\u001b[2K\u001b[1Aa\u001b(Bb\u001b7c', 'abc'],
  ['an unfinished link hides nothing', '\u001b]8;;rest of the log\nnext', ']8;;rest of the log\nnext'],
  ['progress lines', 'a\rb\r\nc\u2028d', 'a\nb\nc\nd'],
  ['overrides and tags', 'a\u202eb\u2066c\u200bd\u{e0041}e\ufeff', 'abcde'],
  ['half surrogates', 'a\ud800b', 'a\ufffdb'],
  ['text of any script', 'ünï 日本語 👩 \tx', 'ünï 日本語 👩 \tx'],
])('%s', (_what, text, plain) => {
  expect(plainText(text)).toBe(plain);
});

test('nothing unseen is left', () => {
  fc.assert(
    fc.property(hostileText(60), (text) => {
      expect(plainText(text)).not.toMatch(UNSEEN);
    }),
    { numRuns: 1000 },
  );
});

test('megabytes of unfinished sequences are cleaned', () => {
  for (const piece of ['\u001b[', '\u001b]8;;', '\u001b[0', '\u009d', '\u001b'])
    expect(plainText(piece.repeat(500_000))).not.toMatch(UNSEEN);
});
