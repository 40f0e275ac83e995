import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutEnd, cutText } from '../../../src/core/pulls/cut-text.ts';

test('a cut text fits, keeps both ends and names where the whole is', () => {
  const log = Array.from({ length: 5000 }, (_, line) => `line ${line}`).join('\n');
  const cut = cutText(log, 2000, 'report.json');
  expect(cut.length).toBeLessThanOrEqual(2000);
  expect(cut).toMatch(/^line 0\nline 1\n/);
  expect(cut).toMatch(/\nline 4999$/);
  expect(cut).toContain(`… ${log.length} characters, cut in the middle; the whole text is in report.json …`);
});

test('no cut is longer than its limit or splits a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), fc.nat(400), (text, limit) => {
      for (const cut of [cutText(text, limit, 'r'), cutEnd(text, limit)]) {
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(cut.isWellFormed()).toBe(true);
      }
    }),
    { numRuns: 3000 },
  );
});

test('a text that fits is left as it is', () => {
  expect(cutText('short', 5, 'r')).toBe('short');
  expect(cutEnd('short', 5)).toBe('short');
});
