import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { BLOCK_SIDE } from './block-layout.ts';
import type { BrickFlags } from './brick-flags.ts';
import type { BrickHeader } from './brick-header.ts';
import { capacityOf, orderFor } from './brick-size.ts';
import type { FoldRoom } from './fold-room.ts';
import { measureBytes } from './measure-bytes.ts';
import { foldRow } from './whole-rows.ts';
import { writeHeader } from './write-header.ts';

export interface FoldWish {
  /** Bytes of the artifact that stand at the start of the room's payload: at most 2^26, compressed 2^26 - 2^16. */
  readonly size: number;
  /** Puts a zlib stream into the texture: smaller, but pixels are no longer bytes of the artifact. */
  readonly compress: boolean;
  /** Flags that the bytes do not tell. */
  readonly flags: Partial<Pick<BrickFlags, 'metadata' | 'executable'>>;
  /** A brick may be larger than it has to be. */
  readonly smallestOrder?: number;
}

/** A brick about to be written: its header, then its rows of blocks. */
export interface FoldedBrick {
  readonly header: BrickHeader;
  /**
   * The file in pieces, the header first, then 64 rows of pixels at a time. A piece is good until the next one is asked
   * for, and as long as the room is used for nothing else.
   */
  readonly pieces: () => Generator<Uint8Array>;
}

/** Folds what stands in the payload of a room. What follows `size` bytes there is lost. */
export function foldBrick(room: FoldRoom, wish: FoldWish): FoldedBrick {
  const artifact = room.payload(wish.size);
  const { entropy, text } = measureBytes(artifact);
  const hash = new Uint8Array(48);
  hash.set(createHash('sha256').update(artifact).digest());
  const payloadSize = wish.compress ? compressInPlace(room, artifact) : wish.size;
  const order = Math.max(orderFor(payloadSize), wish.smallestOrder ?? 0);
  room.payload(capacityOf(order)).fill(0, payloadSize);
  const flags = {
    metadata: wish.flags.metadata === true,
    executable: wish.flags.executable === true,
    compressed: wish.compress,
    encrypted: false,
    utf8: text,
  };
  const header: BrickHeader = {
    version: 1,
    order,
    originalSize: wish.size,
    payloadSize,
    entropy,
    hash,
    flags,
  };
  return { header, pieces: () => piecesOf(room, header) };
}

function compressInPlace(room: FoldRoom, artifact: Uint8Array): number {
  const stream = deflateSync(artifact);
  room.payload(stream.length).set(stream);
  return stream.length;
}

function* piecesOf(room: FoldRoom, header: BrickHeader): Generator<Uint8Array> {
  yield writeHeader(header);
  const rows = 2 ** header.order / BLOCK_SIDE;
  for (let row = 0; row < rows; row++) yield foldRow(room, header.order, row);
}
