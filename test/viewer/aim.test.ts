import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BrickCard } from '../../src/ports/brick-map.ts';
import { byteAt, pixelOf, stepCursor } from '../../src/viewer/page/aim.ts';

const CARD: BrickCard = {
  source: '/bin/ls',
  bytes: 60_000,
  isCompressed: false,
  offset: 0,
  length: 60_000,
  artifactBytes: 60_000,
  side: 256,
  entropy: 4,
  tags: [],
  words: [],
  notes: [],
  ranges: [],
};
const press = (from: { x: number; y: number }, key: string, shiftKey = false) =>
  stepCursor(CARD, from, { key, shiftKey });

test('a byte and its pixel name each other, and the padding names none', () => {
  fc.assert(
    fc.property(fc.nat(65_535), (offset) => {
      const pixel = pixelOf({ ...CARD, bytes: 65_536 }, offset);
      expect(byteAt(CARD, pixel)).toBe(offset < 60_000 ? offset : undefined);
    }),
  );
});

test('arrows move over the texture and end at its borders', () => {
  expect(press({ x: 5, y: 5 }, 'ArrowLeft')).toEqual({ x: 4, y: 5 });
  expect(press({ x: 5, y: 5 }, 'ArrowDown', true)).toEqual({ x: 5, y: 21 });
  expect(press({ x: 5, y: 5 }, 'ArrowUp', true)).toEqual({ x: 5, y: 0 });
  expect(press({ x: 255, y: 5 }, 'ArrowRight')).toEqual({ x: 255, y: 5 });
  expect(press({ x: 5, y: 5 }, 'x')).toBeUndefined();
});

test('Page, Home and End move along the bytes and end with them', () => {
  const byteAfter = (from: number, key: string) => {
    const to = press(pixelOf(CARD, from), key);
    return to && byteAt(CARD, to);
  };
  expect(byteAfter(1000, 'PageDown')).toBe(1064);
  expect(byteAfter(1000, 'PageUp')).toBe(936);
  expect(byteAfter(10, 'PageUp')).toBe(0);
  expect(byteAfter(59_990, 'PageDown')).toBe(59_999);
  expect(byteAfter(1000, 'End')).toBe(59_999);
  expect(byteAfter(1000, 'Home')).toBe(0);
  expect(stepCursor({ ...CARD, bytes: 0 }, { x: 1, y: 1 }, { key: 'End', shiftKey: false })).toEqual({
    x: 0,
    y: 0,
  });
});
