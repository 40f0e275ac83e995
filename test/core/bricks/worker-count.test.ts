import { expect, test } from 'vitest';
import { workerCount } from '../../../src/core/bricks/worker-count.ts';

const GIB = 2 ** 30;

test.each([
  [1, 64 * GIB, 1],
  [2, 64 * GIB, 2],
  [2, GIB, 2],
  [2, GIB - 1, 1],
  [16, 4 * GIB, 8],
  [64, 64 * GIB, 8],
  [16, 0, 1],
])('%i cores and %i free bytes have use and room for %i', (cores, free, count) => {
  expect(workerCount(cores, free)).toBe(count);
});
