import { BLOCK_BYTES, BLOCK_SIDE, blockOf } from './block-layout.ts';
import { BYTES_PER_PIXEL, HEADER_BYTES } from './brick-size.ts';
import type { FoldRoom } from './fold-room.ts';

/** Bytes of the file of a brick that are to be written at a position. */
export interface BrickPatch {
  readonly position: number;
  /** Good until the next patch is asked for. */
  readonly bytes: Uint8Array;
}

export interface ByteRange {
  readonly start: number;
  /** After the last one. */
  readonly end: number;
}

/** The smallest range of whole blocks around a range of an artifact: what {@link refold} has to be given. */
export function wholeBlocks({ start, end }: ByteRange): ByteRange {
  return {
    start: start - (start % BLOCK_BYTES),
    end: Math.ceil(end / BLOCK_BYTES) * BLOCK_BYTES,
  };
}

/**
 * What to write into the file of an uncompressed brick after some bytes of its artifact changed: 64 stretches of pixels
 * for each block of 4096 bytes, and nothing else of the texture. The header is another matter ({@link writeHeader}), as
 * its SHA-256 covers every byte ({@link GrowingHash}).
 * @param start where in the artifact `bytes` belongs; a multiple of 4096, like its length: {@link wholeBlocks}
 * @param bytes what the artifact has there now; zeros after its end
 */
export function* refold(
  room: FoldRoom,
  order: number,
  start: number,
  bytes: Uint8Array,
): Generator<BrickPatch> {
  if (start % BLOCK_BYTES !== 0 || bytes.length % BLOCK_BYTES !== 0 || start + bytes.length > 4 ** order)
    throw new RangeError(
      `${bytes.length} bytes at ${start} are no whole blocks of a brick of order ${order}.`,
    );
  const stride = BLOCK_SIDE * BYTES_PER_PIXEL;
  for (let at = 0; at < bytes.length; at += BLOCK_BYTES) {
    room.payload(BLOCK_BYTES).set(bytes.subarray(at, at + BLOCK_BYTES));
    const { left, top, state } = blockOf(order, start + at);
    room.foldBlock(0, 0, stride, state);
    const block = room.band(stride * BLOCK_SIDE);
    for (let row = 0; row < BLOCK_SIDE; row++)
      yield {
        position: HEADER_BYTES + ((top + row) * 2 ** order + left) * BYTES_PER_PIXEL,
        bytes: block.subarray(row * stride, (row + 1) * stride),
      };
  }
}
