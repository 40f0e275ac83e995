import type { BrickHeader } from '../core/bricks/brick-header.ts';
import { capacityOf } from '../core/bricks/brick-size.ts';
import type { FoldRoom } from '../core/bricks/fold-room.ts';
import { GrowingHash } from '../core/bricks/growing-hash.ts';
import { measureBytes } from '../core/bricks/measure-bytes.ts';
import { PIECE_BYTES, type PieceSeals, type Seals } from '../core/bricks/piece-seals.ts';

/** What has to be known of a brick to change it in place; about 3 KB, and 2 KB for each MiB of a large artifact. */
export interface RememberedBrick {
  readonly header: BrickHeader;
  readonly seals: Seals;
  /** How often each byte occurs in the whole texture, padding included. */
  readonly counts: Uint32Array;
  /** Not for artifacts so small that they are hashed anew. */
  readonly hash: GrowingHash | undefined;
}

/** Bricks up to this one hold a MiB, of which {@link GrowingHash} keeps no state in between. */
const HASHED_ANEW = 10;

/**
 * Remembers the brick of an artifact whose bytes stand in the room. What follows them there is lost. Nothing when others
 * stand there: they do not have the brick's SHA-256.
 */
export function rememberBrick(
  room: FoldRoom,
  seals: PieceSeals,
  header: BrickHeader,
): RememberedBrick | undefined {
  const size = header.originalSize;
  const whole = paddedPieces(room, size);
  const bytes = whole.subarray(0, size);
  const hash = new GrowingHash();
  hash.add(bytes);
  if (!hash.digest().equals(header.hash.subarray(0, 32))) return undefined;
  const { counts } = measureBytes(bytes);
  counts[0] = (counts[0] ?? 0) + capacityOf(header.order) - size;
  return { header, seals: seals.seal(whole), counts, hash: header.order > HASHED_ANEW ? hash : undefined };
}

/** The first `size` bytes in the room, and zeros to the end of the piece with the last of `most` bytes. */
export function paddedPieces(room: FoldRoom, size: number, most = size): Uint8Array {
  return room.payload(piecesOf(most) * PIECE_BYTES).fill(0, size);
}

/** Pieces of so many bytes. */
export function piecesOf(size: number): number {
  return Math.ceil(size / PIECE_BYTES);
}

/** Bytes of memory that it takes, roughly. */
export function weightOf({ seals, hash }: RememberedBrick): number {
  return 3_000 + seals.fine.length + ((hash?.length ?? 0) / 1_048_576) * 2_000;
}
