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

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('a growing hash is the SHA-256 of what it was given, from wherever it goes on', () => {
  const bytes = noise(3_500_000, 2);
  const first = new GrowingHash();
  first.add(bytes);
  const digest = sha256(bytes);
  expect(first.digest().toString('hex')).toBe(digest);
  let hash = first;
  fc.assert(
    fc.property(fc.nat(3_499_999), fc.nat(3_000_000), (offset, more) => {
      bytes[offset] = ((bytes[offset] ?? 0) + 1) % 256;
      hash = hash.upTo(offset);
      expect(offset - hash.length).toBeGreaterThanOrEqual(0);
      expect(offset - hash.length).toBeLessThan(1_048_576);
      hash.add(bytes.subarray(hash.length, hash.length + more));
      hash.add(bytes.subarray(hash.length));
      expect(hash.length).toBe(bytes.length);
      expect(hash.digest().toString('hex')).toBe(sha256(bytes));
    }),
    { numRuns: 20 },
  );
  expect(first.digest().toString('hex')).toBe(digest);
});

test('what follows another hash is of both, and counts from 0', () => {
  const bytes = noise(700_000, 3);
  const before = new GrowingHash();
  before.add(bytes.subarray(0, 300_000));
  const next = before.next(100_000);
  next.add(bytes.subarray(300_000));
  expect([next.length, next.states]).toEqual([400_000, 5]);
  const changed = next.upTo(250_000);
  changed.add(bytes.subarray(300_000 + changed.length).fill(7));
  expect([changed, next].map((hash) => hash.digest().toString('hex'))).toEqual([
    sha256(bytes),
    sha256(noise(700_000, 3)),
  ]);
});
