import { expect, test } from 'vitest';
import { checkBrick } from '../../src/viewer/check-brick.ts';
import { brickOf } from '../support/brick-of.ts';

const BYTES = Buffer.from('All the world is a stage. '.repeat(4000));

test('a whole brick holds, also a compressed one, and the next after a damaged one', () => {
  const flipped = brickOf(BYTES);
  flipped.fill(0x20, 132, 135);
  expect(checkBrick(brickOf(BYTES))).toBeUndefined();
  expect(checkBrick(flipped)).toBe('its bytes do not have the SHA-256 that it names');
  expect(checkBrick(brickOf(BYTES, { compress: true }))).toBeUndefined();
  const otherHash = brickOf(BYTES);
  otherHash[40] = (otherHash[40] ?? 0) ^ 1;
  expect(checkBrick(otherHash)).toBe('its bytes do not have the SHA-256 that it names');
});

test('what is no brick, or ends early, is told as it is', () => {
  expect(checkBrick(Buffer.from('GIF89a'))).toBe('it is a file of another format');
  expect(checkBrick(brickOf(BYTES).subarray(0, 1000))).toContain('it has 1000 bytes, where a brick');
});
