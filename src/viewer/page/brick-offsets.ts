import { hilbertPoint } from '../../core/bricks/hilbert-curve.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/**
 * Squares of pixels that together hold the bytes from `offset` on, at most `most` of them: along the Hilbert curve an
 * aligned run of 4^n bytes is a square of 2^n pixels.
 */
export function squaresOf(
  range: { readonly offset: number; readonly length: number },
  order: number,
  most = 64,
): readonly Box[] {
  const squares: Box[] = [];
  const end = Math.min(range.offset + Math.max(1, range.length), 4 ** order);
  for (let at = range.offset; at < end && squares.length < most; ) {
    let bytes = 1;
    while (at % (bytes * 4) === 0 && at + bytes * 4 <= end) bytes *= 4;
    squares.push(squareAt(at, bytes, order));
    at += bytes;
  }
  return squares;
}

function squareAt(offset: number, bytes: number, order: number): Box {
  const side = Math.sqrt(bytes);
  const { x, y } = hilbertPoint(order, offset);
  // Where the curve enters a square depends on the order; the square itself is aligned to its side.
  return { x: x - (x % side), y: y - (y % side), side };
}
