import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldBrick } from '../../../src/core/bricks/fold-brick.ts';
import { GrowingHash } from '../../../src/core/bricks/growing-hash.ts';
import { openFoldRoom } from '../../../src/core/bricks/open-fold-room.ts';
import { refold, wholeBlocks } from '../../../src/core/bricks/refold.ts';
import { noise } from '../../support/noise.ts';

const room = openFoldRoom();

function whole(bytes: Uint8Array): Buffer {
  room.payload(bytes.length).set(bytes);
  const { pieces } = foldBrick(room, { size: bytes.length, compress: false, flags: {} });
  return Buffer.concat(Array.from(pieces(), (piece) => Buffer.from(piece)));
}

test('patching a brick after a change gives the pixels of a whole fold, and writes 64 stretches for a block', () => {
  const artifact = noise(300_000, 1);
  const brick = whole(artifact);
  fc.assert(
    fc.property(fc.nat(299_999), fc.integer({ min: 1, max: 9_000 }), fc.nat(), (start, length, seed) => {
      const end = Math.min(start + length, artifact.length);
      noise(end - start, seed).copy(artifact, start);
      const range = wholeBlocks({ start, end });
      const bytes = Buffer.alloc(range.end - range.start);
      artifact.copy(bytes, 0, range.start, range.end);
      let patches = 0;
      for (const { position, bytes: pixels } of refold(room, 10, range.start, bytes)) {
        brick.set(pixels, position);
        patches += 1;
      }
      expect(patches).toBe(((range.end - range.start) / 4096) * 64);
      expect(brick.subarray(132).equals(whole(artifact).subarray(132))).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test('what is no range of whole blocks of the brick is refused', () => {
  expect(() => [...refold(room, 8, 100, noise(4096, 1))]).toThrow(RangeError);
  expect(() => [...refold(room, 8, 0, noise(100, 1))]).toThrow(RangeError);
  expect(() => [...refold(room, 8, 65_536, noise(4096, 1))]).toThrow(RangeError);
});

test('a growing hash is the SHA-256 of what it was given, whatever was rewound', () => {
  const bytes = noise(3_500_000, 2);
  const hash = new GrowingHash();
  hash.add(bytes);
  expect(hash.digest().toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
  fc.assert(
    fc.property(fc.nat(3_499_999), fc.nat(3_000_000), (offset, more) => {
      bytes[offset] = ((bytes[offset] ?? 0) + 1) % 256;
      const from = hash.rewind(offset);
      expect(offset - from).toBeLessThan(1_048_576);
      hash.add(bytes.subarray(from, from + more));
      hash.add(bytes.subarray(hash.length));
      expect(hash.length).toBe(bytes.length);
      expect(hash.digest().toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
    }),
    { numRuns: 20 },
  );
});
