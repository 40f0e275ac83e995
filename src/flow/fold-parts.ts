import { createHash, type Hash } from 'node:crypto';
import { LARGEST_PAYLOAD, SMALLEST_ORDER } from '../core/bricks/brick-size.ts';
import { Fault } from '../core/fault.ts';
import type { Analysis } from '../ports/analyst.ts';
import type { Artifact } from '../ports/artifacts.ts';
import type { FileBatch, NewFile } from '../ports/brick-files.ts';
import type { OpenBrickWorkers, WrittenBrick } from '../ports/brick-workers.ts';
import { fillRoom } from './fill-room.ts';
import { type Look, lookInto } from './look-into.ts';
import { oneThread, type ThreadWorld } from './one-thread.ts';

export interface PartsWorld extends ThreadWorld {
  /** For artifacts of more than one brick; without them this thread does everything. */
  readonly workers?: OpenBrickWorkers;
  readonly look?: Look;
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
const BRICKS_MOST = 64;

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
  const most = compress ? COMPRESSED_MOST : LARGEST_PAYLOAD;
  let size = await fillRoom(room, artifact, most, signal);
  const analysis = await lookInto(room.payload(size), artifact, { look: world.look, source });
  const several = size === most ? world.workers?.(signal) : undefined;
  await using workers = several ?? oneThread(world);
  if (several) workers.workerOf(0).payload(size).set(room.payload(size));
  const whole = createHash('sha256');
  const folding: Promise<FoldedPart>[] = [];
  for (let part = 0; part === 0 || size > 0; part++) {
    if (part === BRICKS_MOST) throw new Fault('artifact-too-large', source);
    const worker = workers.workerOf(part);
    if (part > 0 || size === most) whole.update(worker.payload(size));
    const file = await batch.add();
    const flags = { metadata: true, executable: artifact.executable };
    const preview = part === 0 && request.preview !== undefined;
    const written = worker.fold(file, { size, compress, flags, smallestOrder, preview, out });
    const folded = written.then((brick) => ({ file, ...brick }));
    // Waited for when its worker is needed again, or when everything is read.
    folded.catch(() => undefined);
    folding.push(folded);
    if (size < most) break;
    await folding[part + 1 - workers.count];
    size = await fillRoom(workers.workerOf(part + 1), artifact, most, signal);
  }
  return { parts: await Promise.all(folding), whole, analysis };
}
