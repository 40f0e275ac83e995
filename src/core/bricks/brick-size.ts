import { LARGEST_ORDER } from './hilbert-curve.ts';

/** Bytes before the texture: "CRITICAL: 132, not 128", as the origin says. */
export const HEADER_BYTES = 132;
export const BYTES_PER_PIXEL = 4;
/** Bricks are 256 pixels wide or more. */
export const SMALLEST_ORDER = 8;
/** Bytes in the largest brick, one per pixel: 64 MiB. */
export const LARGEST_PAYLOAD = 4 ** LARGEST_ORDER;

/** Bytes that a brick of the order holds. */
export function capacityOf(order: number): number {
  return 4 ** order;
}

/** The smallest order whose bricks hold so many bytes. Throws `RangeError` above {@link LARGEST_PAYLOAD}. */
export function orderFor(bytes: number): number {
  for (let order = SMALLEST_ORDER; order <= LARGEST_ORDER; order++)
    if (bytes <= capacityOf(order)) return order;
  throw new RangeError(`${bytes} bytes do not fit in one brick.`);
}

/** Length of the file of a brick of the order. */
export function brickBytes(order: number): number {
  return HEADER_BYTES + capacityOf(order) * BYTES_PER_PIXEL;
}
