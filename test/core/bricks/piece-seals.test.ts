import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PIECE_BYTES, PieceSeals } from '../../../src/core/bricks/piece-seals.ts';
import { noise } from '../../support/noise.ts';

const seals = new PieceSeals();

test('exactly the pieces that differ are named, one changed bit being enough', () => {
  const before = noise(20 * PIECE_BYTES, 1);
  const sealed = seals.seal(before);
  expect([sealed.fine.length, sealed.wide.length]).toEqual([20 * 16, 2 * 16]);
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(before.length - 1), { maxLength: 3 }), fc.nat(7), (places, bit) => {
      const now = Buffer.from(before);
      for (const at of places) now[at] = (now[at] ?? 0) ^ (1 << bit);
      const pieces = new Set(places.map((at) => at - (at % PIECE_BYTES)));
      const { changed, seals: after } = seals.reseal(sealed, now);
      expect(changed).toEqual([...pieces].sort((a, b) => a - b));
      expect(after).toEqual(seals.seal(now));
    }),
    { numRuns: 30 },
  );
});

test('pieces that come at the end are named too', () => {
  const whole = noise(40 * PIECE_BYTES, 2);
  for (const [earlier, now] of [
    [1, 2],
    [16, 17],
    [3, 40],
    [0, 1],
  ] as const) {
    const before = seals.seal(whole.subarray(0, earlier * PIECE_BYTES));
    const { changed, seals: after } = seals.reseal(before, whole.subarray(0, now * PIECE_BYTES));
    expect(changed).toEqual(Array.from({ length: now - earlier }, (_, at) => (earlier + at) * PIECE_BYTES));
    expect(after).toEqual(seals.seal(whole.subarray(0, now * PIECE_BYTES)));
  }
});

test('each process has its own key, so seals tell nothing to anybody else', () => {
  const bytes = noise(PIECE_BYTES, 3);
  expect(new PieceSeals().seal(bytes).fine.equals(seals.seal(bytes).fine)).toBe(false);
});
