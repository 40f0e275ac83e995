/** Orders up to here fit the 2^26 pixels of the largest brick; order 0 is a single pixel. */
export const LARGEST_ORDER = 13;

export interface Point {
  /** Column, from the left. */
  readonly x: number;
  /** Row, from the top. */
  readonly y: number;
}

/**
 * Where the byte at `offset` lies in a square of 2^order pixels a side: the classic d2xy, as the origin's readers have
 * it (`optical_loader.rs`, `memory_fold.wgsl`). Odd and even orders start in different directions.
 * Throws `RangeError` outside the square: a bug of the caller.
 */
export function hilbertPoint(order: number, offset: number): Point {
  requireInside(order, offset, 4 ** order);
  let x = 0;
  let y = 0;
  let rest = offset;
  for (let side = 1; side < 2 ** order; side *= 2) {
    const right = 1 & (rest >> 1);
    const down = 1 & (rest ^ right);
    if (down === 0) {
      if (right === 1) {
        x = side - 1 - x;
        y = side - 1 - y;
      }
      [x, y] = [y, x];
    }
    x += side * right;
    y += side * down;
    rest >>= 2;
  }
  return { x, y };
}

/**
 * The offset of the byte at a pixel: the exact inverse of {@link hilbertPoint}. It goes from the largest square down and
 * reflects within the whole side; the origin's inverse goes up and is wrong from order 2 on.
 * Throws `RangeError` outside the square.
 */
export function hilbertOffset(order: number, { x, y }: Point): number {
  const whole = 2 ** order;
  requireInside(order, x, whole);
  requireInside(order, y, whole);
  let offset = 0;
  let [column, row] = [x, y];
  for (let side = whole / 2; side >= 1; side /= 2) {
    const right = (column & side) > 0 ? 1 : 0;
    const down = (row & side) > 0 ? 1 : 0;
    offset += side * side * ((3 * right) ^ down);
    if (down === 0) {
      if (right === 1) {
        column = whole - 1 - column;
        row = whole - 1 - row;
      }
      [column, row] = [row, column];
    }
  }
  return offset;
}

function requireInside(order: number, value: number, end: number): void {
  if (!Number.isInteger(order) || order < 0 || order > LARGEST_ORDER)
    throw new RangeError(`There is no curve of order ${order}; orders go from 0 to ${LARGEST_ORDER}.`);
  if (!Number.isInteger(value) || value < 0 || value >= end)
    throw new RangeError(`${value} is outside of a curve of order ${order}.`);
}
