import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hilbertOffset } from '../../src/core/bricks/hilbert-curve.ts';
import { squaresOf } from '../../src/viewer/page/brick-offsets.ts';

test('the squares of a range hold its bytes and no others', () => {
  fc.assert(
    fc.property(fc.nat(255), fc.integer({ min: 1, max: 256 }), (offset, length) => {
      const order = 4;
      const inside = squaresOf({ offset, length }, order, 1000).flatMap(({ x, y, side }) =>
        Array.from({ length: side * side }, (_, at) =>
          hilbertOffset(order, { x: x + (at % side), y: y + Math.floor(at / side) }),
        ),
      );
      const end = Math.min(256, offset + length);
      expect(inside.sort((a, b) => a - b)).toEqual(
        Array.from({ length: end - offset }, (_, at) => offset + at),
      );
    }),
  );
});

test('a whole brick is one square, and a range beside it is none', () => {
  expect(squaresOf({ offset: 0, length: 65_536 }, 8)).toEqual([{ x: 0, y: 0, side: 256 }]);
  expect(squaresOf({ offset: 65_536, length: 5 }, 8)).toEqual([]);
});
