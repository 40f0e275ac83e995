import { BLOCK_SIDE, blocksOfRow } from './block-layout.ts';
import { BYTES_PER_PIXEL } from './brick-size.ts';
import type { FoldRoom } from './fold-room.ts';

/** Length of 64 rows of pixels, as they stand in the band of a room. */
export function rowBytes(order: number): number {
  return 2 ** order * BYTES_PER_PIXEL * BLOCK_SIDE;
}

/** One row of blocks of a brick of the order, folded from the room's payload: 64 rows of pixels, in the band. */
export function foldRow(room: FoldRoom, order: number, row: number): Uint8Array {
  const stride = 2 ** order * BYTES_PER_PIXEL;
  for (const { offset, left, state } of blocksOfRow(order, row))
    room.foldBlock(offset, left * BYTES_PER_PIXEL, stride, state);
  return room.band(rowBytes(order));
}

/** Reads one row of blocks, which stands in the room's band, into the payload. That has to have room already. */
export function unfoldRow(room: FoldRoom, order: number, row: number): void {
  const stride = 2 ** order * BYTES_PER_PIXEL;
  for (const { offset, left, state } of blocksOfRow(order, row))
    room.unfoldBlock(offset, left * BYTES_PER_PIXEL, stride, state);
}
