import { HEADER_BYTES } from '../../src/core/bricks/brick-size.ts';
import { type FoldWish, foldBrick } from '../../src/core/bricks/fold-brick.ts';
import { openFoldRoom } from '../../src/core/bricks/open-fold-room.ts';
import { readHeader } from '../../src/core/bricks/read-header.ts';
import { finishUnfolding } from '../../src/core/bricks/unfold-brick.ts';
import { unfoldingRows } from '../../src/core/bricks/unfolding-rows.ts';

const room = openFoldRoom();

/** A whole brick in memory. */
export function brickOf(bytes: Uint8Array, wish: Partial<FoldWish> = {}): Buffer {
  room.payload(bytes.length).set(bytes);
  const { pieces } = foldBrick(room, { compress: false, flags: {}, ...wish, size: bytes.length });
  return Buffer.concat(Array.from(pieces(), (piece) => Buffer.from(piece)));
}

/** What a whole file is, read as the program reads it; the artifact is a copy. */
export function readBrick(file: Buffer) {
  const reading = readHeader(file.subarray(0, 4096), file.length);
  if (reading.is !== 'brick') return reading;
  const { band, take } = unfoldingRows(room, reading.header.order);
  for (let at = HEADER_BYTES; at < file.length; at += band.length) {
    band.set(file.subarray(at, at + band.length));
    take();
  }
  const end = finishUnfolding(room, reading.header);
  return end.is === 'artifact' ? { is: end.is, bytes: Buffer.from(end.bytes) } : end;
}
