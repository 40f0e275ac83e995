import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CURVE_STATES,
  offsetInState,
  placeInState,
  stateAfter,
} from '../../../src/core/bricks/curve-state.ts';
import { hilbertOffset, hilbertPoint, LARGEST_ORDER } from '../../../src/core/bricks/hilbert-curve.ts';

const start = (order: number, count: number) =>
  Array.from({ length: count }, (_, offset) => {
    const { x, y } = hilbertPoint(order, offset);
    return [x, y];
  });

describe('the curve of the origin', () => {
  test('order 1 is (0,0) (0,1) (1,1) (1,0)', () => {
    expect(start(1, 4)).toEqual([
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 0],
    ]);
  });

  test('order 2 begins (0,0) (1,0) (1,1) (0,1) (0,2) (0,3)', () => {
    expect(start(2, 6)).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 2],
      [0, 3],
    ]);
  });

  test('even orders start to the right, odd ones down', () => {
    for (let order = 1; order <= LARGEST_ORDER; order++)
      expect(hilbertPoint(order, 1)).toEqual(order % 2 === 0 ? { x: 1, y: 0 } : { x: 0, y: 1 });
  });

  test('the last cell is the right end of the first row, in every order', () => {
    for (let order = 0; order <= LARGEST_ORDER; order++)
      expect(hilbertPoint(order, 4 ** order - 1)).toEqual({ x: 2 ** order - 1, y: 0 });
  });
});

test('every cell of the orders 0 to 8 is met once, a step from the one before, and found again', () => {
  for (let order = 0; order <= 8; order++) {
    const met = new Set<number>();
    let before = { x: 0, y: 0 };
    for (let offset = 0; offset < 4 ** order; offset++) {
      const point = hilbertPoint(order, offset);
      if (Math.abs(point.x - before.x) + Math.abs(point.y - before.y) !== Math.sign(offset))
        expect.fail(`order ${order}, offset ${offset} is no step`);
      if (hilbertOffset(order, point) !== offset)
        expect.fail(`order ${order}, offset ${offset} is not found again`);
      met.add(point.y * 2 ** order + point.x);
      before = point;
    }
    expect(met.size).toBe(4 ** order);
  }
});

test('any offset of any order is found again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: LARGEST_ORDER }), fc.nat(4 ** LARGEST_ORDER - 1), (order, seed) => {
      const offset = seed % 4 ** order;
      expect(hilbertOffset(order, hilbertPoint(order, offset))).toBe(offset);
    }),
  );
});

test('what is outside of the square or no order is refused', () => {
  expect(() => hilbertPoint(1, 4)).toThrow(RangeError);
  expect(() => hilbertPoint(1, -1)).toThrow(RangeError);
  expect(() => hilbertPoint(1, 0.5)).toThrow(RangeError);
  expect(() => hilbertPoint(LARGEST_ORDER + 1, 0)).toThrow('orders go from 0 to 13');
  expect(() => hilbertOffset(3, { x: 8, y: 0 })).toThrow(RangeError);
  expect(() => hilbertOffset(3, { x: 0, y: -1 })).toThrow(RangeError);
});

test('a square within the curve lies as its state says', () => {
  for (const [inner, outer] of [
    [1, 4],
    [2, 3],
    [3, 3],
  ] as const)
    for (let offset = 0; offset < 4 ** (inner + outer); offset++) {
      const square = Math.floor(offset / 4 ** inner);
      const corner = placeInState(0, outer, square);
      const state = stateAfter(0, square, outer);
      const within = placeInState(state, inner, offset % 4 ** inner);
      const point = { x: corner.x * 2 ** inner + within.x, y: corner.y * 2 ** inner + within.y };
      expect(point).toEqual(hilbertPoint(inner + outer, offset));
    }
});

test('every state finds its cells again', () => {
  for (const state of CURVE_STATES)
    for (let offset = 0; offset < 64; offset++)
      expect(offsetInState(state, 3, placeInState(state, 3, offset))).toBe(offset);
});
