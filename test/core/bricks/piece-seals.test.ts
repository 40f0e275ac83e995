import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PIECE_BYTES, PieceSeals } from '../../../src/core/bricks/piece-seals.ts';
import { noise } from '../../support/noise.ts';

const seals = new PieceSeals();

test('exactly the pieces that differ are named, one changed bit being enough', () => {
  const before = noise(4 * PIECE_BYTES, 1);
  const sealed = seals.seal(before);
  expect(sealed.length).toBe(4 * 16);
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(before.length - 1), { maxLength: 3 }), fc.nat(7), (places, bit) => {
      const now = Buffer.from(before);
      for (const at of places) now[at] = (now[at] ?? 0) ^ (1 << bit);
      const pieces = new Set(places.map((at) => at - (at % PIECE_BYTES)));
      expect(seals.changed(sealed, seals.seal(now))).toEqual([...pieces].sort((a, b) => a - b));
    }),
    { numRuns: 30 },
  );
});

test('pieces that only one side has are named too', () => {
  const [one, two] = [seals.seal(noise(PIECE_BYTES, 2)), seals.seal(noise(2 * PIECE_BYTES, 2))];
  expect(seals.changed(one, two)).toContain(PIECE_BYTES);
  expect(seals.changed(two, one)).toContain(PIECE_BYTES);
  expect(seals.seal(new Uint8Array())).toHaveLength(0);
});

test('each process has its own key, so seals tell nothing to anybody else', () => {
  const bytes = noise(PIECE_BYTES, 3);
  expect(new PieceSeals().seal(bytes).equals(seals.seal(bytes))).toBe(false);
});
