import { createHash, type Hash } from 'node:crypto';
import type { BrickHeader } from '../core/bricks/brick-header.ts';
import { BRICKS_MOST } from '../core/bricks/brick-index.ts';
import { LARGEST_PAYLOAD, SMALLEST_ORDER } from '../core/bricks/brick-size.ts';
import { Fault } from '../core/fault.ts';
import type { Analysis } from '../ports/analyst.ts';
import type { Artifact } from '../ports/artifacts.ts';
import type { FileBatch, NewFile } from '../ports/brick-files.ts';
import type { OpenBrickWorkers, WrittenBrick } from '../ports/brick-workers.ts';
import { fillRoom } from './fill-room.ts';
import { type LookWorld, lookInto } from './look-into.ts';
import { oneThread, type ThreadWorld } from './one-thread.ts';

export interface PartsWorld extends ThreadWorld, LookWorld {
  /** For artifacts of more than one brick; without them this thread does everything. */
  readonly workers?: OpenBrickWorkers;
  /** Told of each brick that this thread wrote: then what was folded still stands in the room. */
  readonly folded?: (header: BrickHeader) => void;
  /** Bytes of an artifact in one brick, at most and by default {@link LARGEST_PAYLOAD}. */
  readonly largest?: number;
}

export interface FoldRequest {
  readonly source: string;
  /** Path of the brick. */
  readonly out: string;
  readonly compress: boolean;
  /** The texture is at least this wide. */
  readonly smallestOrder?: number;
  /** Where a PNG of the (first) brick is wished for. */
  readonly preview?: string;
}

export interface FoldedPart extends WrittenBrick {
  readonly file: NewFile;
}

export interface FoldedParts {
  readonly parts: readonly FoldedPart[];
  /** SHA-256 of the artifact, where there are several. */
  readonly whole: Hash;
  readonly analysis: Analysis;
}

/** A stream that is a little longer than what it compresses has to fit as well. */
const COMPRESSED_MOST = LARGEST_PAYLOAD - 65_536;

/** Bytes of one brick. Throws `artifact-too-large` where the system says that the artifact needs too many of them. */
function mostOf({ largest = LARGEST_PAYLOAD }: PartsWorld, request: FoldRequest, artifact: Artifact): number {
  const most = request.compress ? COMPRESSED_MOST : largest;
  if ((artifact.size ?? 0) > BRICKS_MOST * most) throw new Fault('artifact-too-large', request.source);
  return most;
}

const NOTHING = new Uint8Array();
const AHEAD_BYTES = 65_536;

async function readAhead(artifact: Artifact): Promise<Uint8Array> {
  const bytes = new Uint8Array(AHEAD_BYTES);
  return bytes.subarray(0, await artifact.read(bytes));
}

/**
 * Reads an artifact to its end and folds it into as many files of the batch as it needs. This thread reads and hashes;
 * workers, which are opened when the first brick is full, fold what was read before meanwhile.
 */
export async function foldParts(
  world: PartsWorld,
  request: FoldRequest,
  artifact: Artifact,
  batch: FileBatch,
): Promise<FoldedParts> {
  const { room, signal } = world;
  const { source, out, compress, smallestOrder = SMALLEST_ORDER } = request;
  const most = mostOf(world, request, artifact);
  let size = await fillRoom(room, artifact, most, signal);
  const analysis = await lookInto(world, room.payload(size), { artifact, source });
  // A brick that is just full is no reason to begin a second one.
  const ahead = size === most ? await readAhead(artifact) : NOTHING;
  const several = ahead.length > 0 ? world.workers?.(signal) : undefined;
  await using workers = several ?? oneThread(world);
  if (several) workers.workerOf(0).payload(size).set(room.payload(size));
  const whole = createHash('sha256');
  const folding: Promise<FoldedPart>[] = [];
  for (let part = 0; part === 0 || size > 0; part++) {
    if (part === BRICKS_MOST) throw new Fault('artifact-too-large', source);
    const worker = workers.workerOf(part);
    if (part > 0 || ahead.length > 0) whole.update(worker.payload(size));
    const file = await batch.add();
    const flags = { metadata: true, executable: artifact.executable };
    const preview = part === 0 && request.preview !== undefined;
    const written = worker.fold(file, { size, compress, flags, smallestOrder, preview, out });
    const folded = written.then((brick) => {
      if (!several) world.folded?.(brick.header);
      return { file, ...brick };
    });
    // Waited for when its worker is needed again, or when everything is read.
    folded.catch(() => undefined);
    folding.push(folded);
    if (size < most || ahead.length === 0) break;
    await folding[part + 1 - workers.count];
    size = await fillRoom(workers.workerOf(part + 1), artifact, most, signal, part === 0 ? ahead : NOTHING);
  }
  return { parts: await Promise.all(folding), whole, analysis };
}
