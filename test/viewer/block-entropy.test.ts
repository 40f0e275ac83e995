import { expect, test } from 'vitest';
import { measureBytes } from '../../src/core/bricks/measure-bytes.ts';
import { decodeBrick } from '../../src/viewer/page/decode-brick.ts';
import { brickOf } from '../support/brick-of.ts';
import { noise } from '../support/noise.ts';

/** Bits a byte of the blocks in the order of their bytes; undefined for padding. */
function blocksOf(content: Uint8Array): (number | undefined)[] {
  const decoded = decodeBrick(brickOf(content));
  if ('error' in decoded) throw new Error(decoded.error);
  return [...decoded.blockEntropy].map((value) => (value === 0 ? undefined : ((value - 1) / 254) * 8));
}

test('blocks of an even artifact have the entropy of the whole', () => {
  for (const content of [noise(65_536, 3), Buffer.from('All the world is a stage. '.repeat(2520))]) {
    const whole = measureBytes(content).entropy;
    for (const bits of blocksOf(content))
      if (bits !== undefined) expect(Math.abs(bits - whole)).toBeLessThan(0.25);
  }
});

test('padding is told from zeros, and counts nowhere', () => {
  const blocks = blocksOf(noise(1536, 5));
  const known = blocks.filter((bits) => bits !== undefined);
  expect(blocks).toHaveLength(64);
  expect(known).toHaveLength(2);
  for (const bits of known) expect(bits).toBeGreaterThan(7.5);
  expect(blocksOf(new Uint8Array(65_536))).toEqual(Array(64).fill(0));
});

test('every level is half of the one before, down to the mean', () => {
  const decoded = decodeBrick(brickOf(new Uint8Array(65_536).fill(200)));
  if ('error' in decoded) throw new Error(decoded.error);
  expect(decoded.levels.map(({ length }) => Math.sqrt(length))).toEqual([256, 128, 64, 32, 16, 8, 4, 2, 1]);
  expect([...(decoded.levels.at(-1) ?? [])]).toEqual([200]);
});

test('what is no whole brick says why', () => {
  expect(decodeBrick(brickOf(noise(10, 1)).subarray(0, 5000))).toEqual({
    error: 'it has 5000 bytes, where a brick of 256 by 256 pixels has 262276',
  });
});
