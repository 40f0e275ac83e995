import { isUtf8 } from 'node:buffer';
import type { BrickHeader } from '../core/bricks/brick-header.ts';
import { brickNames } from '../core/bricks/brick-index.ts';
import {
  brickBytes,
  capacityOf,
  HEADER_BYTES,
  LARGEST_PAYLOAD,
  orderFor,
} from '../core/bricks/brick-size.ts';
import type { FoldRoom } from '../core/bricks/fold-room.ts';
import { GrowingHash } from '../core/bricks/growing-hash.ts';
import { entropyOf } from '../core/bricks/measure-bytes.ts';
import { PIECE_BYTES, type PieceSeals } from '../core/bricks/piece-seals.ts';
import { parseSidecar, printSidecar, type Sidecar } from '../core/bricks/sidecar.ts';
import { writeHeader } from '../core/bricks/write-header.ts';
import type { Artifact } from '../ports/artifacts.ts';
import type { BrickPatches } from '../ports/brick-patches.ts';
import { fillRoom } from './fill-room.ts';
import type { FoldWorld } from './fold-artifact.ts';
import { beginsWith, patchPixels } from './patch-brick.ts';
import { paddedPieces, piecesOf, type RememberedBrick } from './remembered-brick.ts';

export interface RefoldWorld extends FoldWorld {
  readonly patches: BrickPatches;
  readonly seals: PieceSeals;
  /** Another room than that of folds, which holds the artifact meanwhile. */
  readonly patchRoom: FoldRoom;
}

export type RefoldEnd =
  | { readonly is: 'unchanged'; readonly brick: RememberedBrick }
  /** `written`: bytes of the brick. */
  | { readonly is: 'refolded'; readonly brick: RememberedBrick; readonly written: number }
  /** It has to be folded as a whole: other size class, other brick than remembered, or much of it is new. */
  | { readonly is: 'too-different' };

interface RefoldRequest {
  readonly source: string;
  /** Path of the brick. */
  readonly out: string;
  /** Not to be used again when this throws. */
  readonly before: RememberedBrick;
}

/** From this share of changed pieces on a whole fold is hardly slower, and nobody sees it half done. */
const MOST_CHANGED = 0.25;

/**
 * Brings the brick of a file up to date by writing the bytes that changed, and no others, into it: first the pixels,
 * then the header. Whoever reads in between, or after a crash in between, finds that the SHA-256 does not hold
 * (docs/adr/0021-watching.md).
 * Throws `artifact-…`, `disk-full`.
 */
export async function refoldArtifact(
  world: RefoldWorld,
  { source, out, before }: RefoldRequest,
): Promise<RefoldEnd> {
  const { room, seals } = world;
  const { order, originalSize: earlier, flags } = before.header;
  await using artifact = await world.artifacts.open(source);
  const size = await readOneBrick(world, artifact);
  if (size === undefined || orderFor(size) !== order) return { is: 'too-different' };
  const bytes = paddedPieces(room, size, Math.max(size, earlier));
  const { seals: fresh, changed: pieces } = seals.reseal(before.seals, bytes);
  if (pieces.length === 0 && size === earlier && artifact.executable === flags.executable)
    return { is: 'unchanged', brick: before };
  if (pieces.length > 1 && pieces.length * PIECE_BYTES > capacityOf(order) * MOST_CHANGED)
    return { is: 'too-different' };
  using brick = world.patches.open(out);
  if (brick?.size !== brickBytes(order) || !beginsWith(brick, before.header)) return { is: 'too-different' };
  const sidecar = parseSidecar((await world.files.text(brickNames(out).sidecar)) ?? '');
  if (!sidecar) return { is: 'too-different' };
  const counts = before.counts.slice();
  const written = patchPixels(world.patchRoom, brick, { order, pieces, bytes, counts });
  const header = headerOf(before, {
    bytes: bytes.subarray(0, size),
    from: Math.min(pieces[0] ?? size, size, earlier),
    counts,
    executable: artifact.executable,
  });
  brick.write(writeHeader(header), 0);
  await writeSidecar(world, { source, out, sidecar, header });
  const own = size < earlier ? seals.seal(bytes.subarray(0, piecesOf(size) * PIECE_BYTES)) : fresh;
  const after = { header, counts, hash: before.hash, seals: own };
  return { is: 'refolded', brick: after, written: written + HEADER_BYTES };
}

/** Reads a file into the room; nothing when it is no file, or larger than a brick. */
async function readOneBrick({ room, signal }: RefoldWorld, artifact: Artifact): Promise<number | undefined> {
  if (artifact.kind !== 'file') return undefined;
  const size = await fillRoom(room, artifact, LARGEST_PAYLOAD, signal);
  const isMore = size === LARGEST_PAYLOAD && (await artifact.read(new Uint8Array(1))) > 0;
  return isMore ? undefined : size;
}

interface Changed {
  /** The artifact as it is now. */
  readonly bytes: Uint8Array;
  /** Where the first change may be. */
  readonly from: number;
  /** Of the whole texture. */
  readonly counts: Uint32Array;
  readonly executable: boolean;
}

function headerOf(before: RememberedBrick, { bytes, from, counts, executable }: Changed): BrickHeader {
  const size = bytes.length;
  const growing = before.hash ?? new GrowingHash();
  growing.add(bytes.subarray(growing.rewind(from)));
  const hash = new Uint8Array(48);
  hash.set(growing.digest());
  const own = counts.slice();
  own[0] = (own[0] ?? 0) - (capacityOf(before.header.order) - size);
  return {
    ...before.header,
    originalSize: size,
    payloadSize: size,
    entropy: entropyOf(own),
    hash,
    flags: { ...before.header.flags, executable, utf8: size > 0 && own[0] === 0 && isUtf8(bytes) },
  };
}

interface SidecarChange {
  readonly source: string;
  readonly out: string;
  readonly sidecar: Sidecar;
  readonly header: BrickHeader;
}

/** What was found in other bytes may not hold for these, offsets least of all. */
async function writeSidecar(
  world: RefoldWorld,
  { source, out, sidecar, header }: SidecarChange,
): Promise<void> {
  const { facts: _facts, gone_at: _gone, ...rest } = sidecar;
  const { sidecar: path } = brickNames(out);
  await using batch = await world.files.begin(path);
  const file = await batch.add();
  const text = printSidecar({
    ...rest,
    source: {
      ...sidecar.source,
      path: source,
      size: header.originalSize,
      sha256: Buffer.from(header.hash.subarray(0, 32)).toString('hex'),
    },
    folded_at: world.clock.now().toISOString(),
    brick: { ...sidecar.brick, entropy: header.entropy },
    semantic:
      sidecar.semantic.state === 'analysed'
        ? { state: 'unanalysed', why: 'the artifact changed after it was analysed' }
        : sidecar.semantic,
  });
  await file.write(Buffer.from(text));
  await batch.publish([{ file, path }]);
}
