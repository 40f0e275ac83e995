import { type BrickIndex, brickNames, indexOf, printIndex } from '../core/bricks/brick-index.ts';
import type { FoldRoom } from '../core/bricks/fold-room.ts';
import type { PieceSeals } from '../core/bricks/piece-seals.ts';
import type { Sidecar } from '../core/bricks/sidecar.ts';
import { Fault } from '../core/fault.ts';
import type { BrickFiles } from '../ports/brick-files.ts';
import { findBricks } from './find-bricks.ts';
import { readBrick } from './read-brick.ts';
import { type RememberedBrick, rememberBrick, weightOf } from './remembered-brick.ts';

/** The brick of an artifact, or its bricks in their order. */
export interface RememberedArtifact {
  /** Nothing where one has to be folded anew. */
  readonly bricks: readonly (RememberedBrick | undefined)[];
  /** Whether sidecar and index are those of these bricks, and have their facts. */
  readonly isDescribed: boolean;
  /** Permissions that the facts tell, as `0755`. */
  readonly mode: string | undefined;
}

interface RecallWorld {
  readonly files: BrickFiles;
  readonly room: FoldRoom;
  readonly seals: PieceSeals;
}

/** Bytes of memory that it takes, roughly. */
export function weightOfAll({ bricks }: RememberedArtifact): number {
  return bricks.reduce((sum, brick) => sum + (brick ? weightOf(brick) : 0), 0);
}

/**
 * Knows the bricks of a file from earlier by their own bytes, each of which is checked. Nothing when all has to be folded
 * anew; so it is when both one brick and an index stand there, as a crash can leave them.
 */
export async function recallArtifact(
  { files, room, seals }: RecallWorld,
  out: string,
): Promise<RememberedArtifact | undefined> {
  const found = await orNothing(findBricks(files, out));
  const names = brickNames(out);
  if (found?.sidecar?.source.kind !== 'file' || found.sidecar.gone_at !== undefined) return undefined;
  const { paths, index, sidecar } = found;
  if (!index && (await files.text(names.index)) !== undefined) return undefined;
  if (index && paths.some((path, at) => path !== names.part(at))) return undefined;
  const bricks: (RememberedBrick | undefined)[] = [];
  for (const path of paths) {
    const reading = await orNothing(readBrick(files, room, path));
    const isPlain = reading && !reading.header.flags.compressed;
    bricks.push(isPlain ? rememberBrick(room, seals, reading.header, bricks) : undefined);
  }
  if (bricks.every((brick) => !brick)) return undefined;
  const { mode } = sidecar.facts?.properties ?? {};
  return { bricks, isDescribed: isDescribed(out, bricks, { index, sidecar }), mode };
}

/** SHA-256 of the whole artifact, in hexadecimal digits. Throws where some brick is not remembered. */
export function sha256Of(bricks: RememberedArtifact['bricks']): string {
  const last = bricks.at(-1);
  const digest = bricks.length === 1 ? last?.header.hash.subarray(0, 32) : last?.whole?.digest();
  if (!digest) throw new Error('the SHA-256 of an artifact was asked for that is not known');
  return Buffer.from(digest).toString('hex');
}

interface Description {
  readonly index: BrickIndex | undefined;
  readonly sidecar: Sidecar;
}

function isDescribed(
  out: string,
  bricks: RememberedArtifact['bricks'],
  { index, sidecar }: Description,
): boolean {
  if (bricks.some((brick) => !brick)) return false;
  const sha256 = sha256Of(bricks);
  const headers = bricks.flatMap((brick) => brick?.header ?? []);
  const own = indexOf(out, headers, sha256);
  const isOwn = sidecar.source.sha256 === sha256 && (!index || printIndex(index) === printIndex(own));
  return isOwn && sidecar.facts !== undefined;
}

/** Nothing where a brick is missing or not what it says. */
async function orNothing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Fault && error.code.startsWith('brick-')) return undefined;
    throw error;
  }
}
