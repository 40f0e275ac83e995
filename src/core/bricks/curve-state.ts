import { hilbertOffset, hilbertPoint, type Point } from './hilbert-curve.ts';

/**
 * How a square of the curve lies: bit 0 is set when it is mirrored at the main diagonal, bit 1 when at the other one.
 * Read from the largest square down, every digit 0 (first quarter) toggles bit 0 and every digit 3 (last) bit 1; so four
 * states are all there are, and each undoes itself.
 */
export type CurveState = 0 | 1 | 2 | 3;

export const CURVE_STATES: readonly CurveState[] = [0, 1, 2, 3];

/** The state that the `digits` base-4 digits of `index` add to `outer`. */
export function stateAfter(outer: CurveState, index: number, digits: number): CurveState {
  let state: number = outer;
  for (let digit = 0; digit < digits; digit++) {
    const quarter = (index >> (2 * digit)) & 3;
    if (quarter === 0) state ^= 1;
    if (quarter === 3) state ^= 2;
  }
  return state as CurveState;
}

/** Where the `offset`-th cell lies in a square of 2^order cells that is in `state`. */
export function placeInState(state: CurveState, order: number, offset: number): Point {
  return turn(state, 2 ** order, hilbertPoint(order, offset));
}

/** The inverse of {@link placeInState}. */
export function offsetInState(state: CurveState, order: number, point: Point): number {
  return hilbertOffset(order, turn(state, 2 ** order, point));
}

function turn(state: CurveState, side: number, { x, y }: Point): Point {
  const last = side - 1;
  if (state === 0) return { x, y };
  if (state === 1) return { x: y, y: x };
  if (state === 2) return { x: last - y, y: last - x };
  return { x: last - x, y: last - y };
}
