import type { BrickHeader } from '../core/bricks/brick-header.ts';
import { capacityOf } from '../core/bricks/brick-size.ts';
import type { FoldRoom } from '../core/bricks/fold-room.ts';
import { GrowingHash } from '../core/bricks/growing-hash.ts';
import { measureBytes } from '../core/bricks/measure-bytes.ts';
import { PIECE_BYTES, type PieceSeals, type Seals } from '../core/bricks/piece-seals.ts';

/** What has to be known of a brick to change it in place; about 3 KB, and 1.4 KB for each MiB of a large artifact. */
export interface RememberedBrick {
  readonly header: BrickHeader;
  readonly seals: Seals;
  /** How often each byte occurs in the whole texture, padding included. */
  readonly counts: Uint32Array;
  /** Not for artifacts so small that they are hashed anew. */
  readonly hash: GrowingHash | undefined;
  /** Of the artifact up to the end of this brick: that of the first brick is its own. */
  readonly whole: GrowingHash | undefined;
}

/** Bricks up to this one hold a MiB, of which {@link GrowingHash} keeps no state in between. */
const HASHED_ANEW = 10;
/** Fewer states of the whole than of each brick: a change of several bricks has to read them all anyway. */
const WHOLE_STEP = 8 * 1_048_576;

/**
 * Remembers the brick of an artifact whose bytes stand in the room. What follows them there is lost. Nothing when others
 * stand there: they do not have the brick's SHA-256.
 * @param earlier the bricks before it
 */
export function rememberBrick(
  room: FoldRoom,
  seals: PieceSeals,
  header: BrickHeader,
  earlier: readonly (RememberedBrick | undefined)[] = [],
): RememberedBrick | undefined {
  const size = header.originalSize;
  const padded = paddedPieces(room, size);
  const bytes = padded.subarray(0, size);
  const own = new GrowingHash();
  own.add(bytes);
  if (!own.digest().equals(header.hash.subarray(0, 32))) return undefined;
  const { counts } = measureBytes(bytes);
  counts[0] = (counts[0] ?? 0) + capacityOf(header.order) - size;
  const hash = header.order > HASHED_ANEW ? own : undefined;
  return { header, seals: seals.seal(padded), counts, hash, whole: wholeThrough(earlier, hash, bytes) };
}

/** The hash of an artifact up to the end of a brick with these bytes; nothing where that of those before is not known. */
export function wholeThrough(
  earlier: readonly (RememberedBrick | undefined)[],
  own: GrowingHash | undefined,
  bytes: Uint8Array,
): GrowingHash | undefined {
  if (earlier.length === 0) return own;
  const whole = earlier.at(-1)?.whole?.next(WHOLE_STEP);
  whole?.add(bytes);
  return whole;
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
export function weightOf({ seals, hash, whole }: RememberedBrick): number {
  const states = (hash?.states ?? 0) + (whole === hash ? 0 : (whole?.states ?? 0));
  return 3_000 + seals.fine.length + states * 1_000;
}
