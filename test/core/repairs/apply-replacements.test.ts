import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyReplacements } from '../../../src/core/repairs/apply-replacements.ts';
import type { Replacement } from '../../../src/core/repairs/proposal.ts';

type Place = readonly [byteStart: number, byteEnd: number, text: string, file?: string];

function suggestion(...places: readonly Place[]): readonly Replacement[] {
  return places.map(([byteStart, byteEnd, text, file = 'a.rs']) => ({ file, byteStart, byteEnd, text }));
}
const applied = (text: string, ...suggestions: readonly (readonly Replacement[])[]) =>
  applyReplacements(new Map([['a.rs', text]]), suggestions.flat())?.get('a.rs');

test('the replacements of a suggestion belong together, in whatever order they come', () => {
  expect(applied('return x;', suggestion([8, 8, ')'], [7, 7, 'Some(']))).toBe('return Some(x);');
});

test('places count bytes, a byte order mark and characters of several bytes included', () => {
  expect(applied('\ufeffä🦀x', suggestion([9, 10, 'y']))).toBe('\ufeffä🦀y');
  expect(applied('a\r\nb', suggestion([3, 4, 'c']))).toBe('a\r\nc');
});

test.each<[string, readonly (readonly Replacement[])[]]>([
  ['overlap', [suggestion([0, 2, 'x']), suggestion([1, 3, 'y'])]],
  ['stand at one place', [suggestion([1, 1, 'x']), suggestion([1, 1, 'y'])]],
  ['end before they begin', [suggestion([2, 1, 'x'])]],
  ['begin within a character', [suggestion([5, 6, 'x'])]],
  ['end within a character', [suggestion([0, 5, 'x'])]],
  ['reach beyond the text', [suggestion([0, 99, 'x'])]],
  ['are no places', [suggestion([Number.NaN, 1, 'x'])]],
  ['are in another file', [suggestion([0, 1, 'x', 'b.rs'])]],
])('replacements that %s are refused', (_how, suggestions) => {
  expect(applied('abcdä', ...suggestions)).toBeUndefined();
});

test('neighbours do not overlap, and a change to the same text is no change', () => {
  expect(applied('abcd', suggestion([0, 2, 'x'], [2, 4, 'y']))).toBe('xy');
  expect(applyReplacements(new Map([['a.rs', 'ab']]), suggestion([0, 1, 'a']))).toEqual(new Map());
});

test('stale places never throw and never split a character', () => {
  const place = fc.integer({ min: -2, max: 40 });
  const replacement = fc.tuple(place, place, fc.constantFrom('', 'x', 'é'));
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.array(replacement, { minLength: 1, maxLength: 4 }),
      (text, places) => {
        const after = applied(text, suggestion(...places));
        if (after === undefined) return;
        expect(after.includes('\ufffd')).toBe(text.includes('\ufffd'));
        const grown = places.reduce((sum, [from, to, now]) => sum + Buffer.byteLength(now) - (to - from), 0);
        expect(Buffer.byteLength(after)).toBe(Buffer.byteLength(text) + grown);
      },
    ),
  );
});
