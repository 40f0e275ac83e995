import { brickBytes, capacityOf, orderFor } from '../core/bricks/brick-size.ts';
import type { FoldRoom } from '../core/bricks/fold-room.ts';
import { GrowingHash } from '../core/bricks/growing-hash.ts';
import { isText } from '../core/bricks/measure-bytes.ts';
import { PIECE_BYTES, type PieceSeals } from '../core/bricks/piece-seals.ts';
import type { BrickPatches, PatchedBrick } from '../ports/brick-patches.ts';
import { beginsWith, type Piece } from './patch-brick.ts';
import { paddedPieces, piecesOf, type RememberedBrick } from './remembered-brick.ts';

interface ChangeWorld {
  /** With what the brick is to hold. */
  readonly room: FoldRoom;
  readonly seals: PieceSeals;
  readonly patches: BrickPatches;
}

interface ChangeRequest {
  readonly path: string;
  /** Bytes in the room. */
  readonly size: number;
  readonly executable: boolean;
  readonly known: RememberedBrick | undefined;
  /** Bytes of changed pieces that there is memory for; a single piece always fits. */
  readonly most: number;
}

/** What became of the bytes of a brick. */
export type BrickChange =
  | { readonly is: 'none'; readonly known: RememberedBrick }
  /** `file` is to be closed. `after` has entropy and counts of before. */
  | {
      readonly is: 'some';
      readonly file: PatchedBrick;
      readonly pieces: readonly Piece[];
      /** Where the first change may be. */
      readonly from: number;
      readonly known: RememberedBrick;
      readonly after: RememberedBrick;
    }
  /** It has to be folded anew: other size class, other brick than remembered, or much of it is new. */
  | { readonly is: 'much' };

/** From this share of changed pieces on a whole fold is hardly slower, and nobody sees it half done. */
const MOST_CHANGED = 0.25;

/** Compares what stands in the room with a brick. Nothing is written. */
export function findChange({ room, seals, patches }: ChangeWorld, request: ChangeRequest): BrickChange {
  const { path, size, executable, known, most } = request;
  if (!known || orderFor(size) !== known.header.order) return { is: 'much' };
  const { order, originalSize: earlier, flags } = known.header;
  const bytes = paddedPieces(room, size, Math.max(size, earlier));
  const { seals: fresh, changed } = seals.reseal(known.seals, bytes);
  if (changed.length === 0 && size === earlier && executable === flags.executable)
    return { is: 'none', known };
  const fits = Math.min(most, capacityOf(order) * MOST_CHANGED);
  if (changed.length > 1 && changed.length * PIECE_BYTES > fits) return { is: 'much' };
  const file = patches.open(path);
  if (!file) return { is: 'much' };
  if (file.size !== brickBytes(order) || !beginsWith(file, known.header)) {
    file[Symbol.dispose]();
    return { is: 'much' };
  }
  const artifact = bytes.subarray(0, size);
  const from = Math.min(changed[0] ?? size, size, earlier);
  const own = (known.hash ?? new GrowingHash()).upTo(from);
  own.add(artifact.subarray(own.length));
  const hash = new Uint8Array(48);
  hash.set(own.digest());
  const after: RememberedBrick = {
    ...known,
    header: {
      ...known.header,
      originalSize: size,
      payloadSize: size,
      hash,
      flags: { ...flags, executable, utf8: isText(artifact) },
    },
    seals: size < earlier ? seals.seal(bytes.subarray(0, piecesOf(size) * PIECE_BYTES)) : fresh,
    hash: known.hash && own,
  };
  const pieces = changed.map((at) => ({ at, bytes: bytes.slice(at, at + PIECE_BYTES) }));
  return { is: 'some', file, pieces, from, known, after };
}
