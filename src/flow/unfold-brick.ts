import { ArchiveNames } from '../core/bricks/archive-names.ts';
import { digestOf } from '../core/bricks/digest-of.ts';
import { ArchiveReader, isArchive } from '../core/bricks/read-archive.ts';
import { Fault } from '../core/fault.ts';
import type { NewFolder } from '../ports/brick-files.ts';
import type { BrickReading } from '../ports/brick-workers.ts';
import { bricksInTurn, type UnfoldWorld } from './bricks-in-turn.ts';
import { type FoundBricks, findBricks } from './find-bricks.ts';

export interface UnfoldRequest {
  readonly brick: string;
  readonly out: string;
  /** Gives the archive of a directory as it is, instead of the directory. */
  readonly archive: boolean;
}

export interface Unfolded {
  readonly path: string;
  readonly kind: 'file' | 'directory';
  /** Bytes that were folded. */
  readonly size: number;
}

const PIECE = 1_048_576;

/**
 * Writes the artifact of a brick, or of the bricks of an index: a file with exactly its bytes, or a directory with what
 * was in it. Nothing stays when a brick turns out damaged.
 * Throws `brick-…`, `output-in-brick`, `disk-full`, `path-unusable`, `worker-ended`.
 */
export async function unfoldBrick(world: UnfoldWorld, request: UnfoldRequest): Promise<Unfolded> {
  const found = await findBricks(world.files, request.brick);
  for (const path of found.own)
    if (path === request.out || (await world.files.isSame(path, request.out)))
      throw new Fault('output-in-brick', request.out);
  const readings = bricksInTurn(world, found);
  try {
    const first = (await readings.next()).value;
    if (!first) throw new Error('an index without bricks was read');
    const isDirectory = !request.archive && holdsDirectory(found, first);
    const write = isDirectory ? writeFolder : writeFile;
    return await write(world, request, inTurn(first, readings));
  } finally {
    // Ends its workers also where nothing more of it was read.
    await readings.return(undefined);
  }
}

async function* inTurn(
  first: BrickReading,
  rest: AsyncGenerator<BrickReading>,
): AsyncGenerator<BrickReading> {
  yield first;
  yield* rest;
}

/** A file may itself be the archive of a directory: the sidecar knows, if it is the brick's own. */
function holdsDirectory({ index, sidecar }: FoundBricks, first: BrickReading): boolean {
  if (sidecar?.source.sha256 === (index?.sha256 ?? digestOf(first.header)))
    return sidecar.source.kind === 'directory';
  return isArchive(first.bytes);
}

async function writeFile(
  { files, signal }: UnfoldWorld,
  { out }: UnfoldRequest,
  readings: AsyncGenerator<BrickReading>,
): Promise<Unfolded> {
  await using batch = await files.begin(out);
  let size = 0;
  let file: Awaited<ReturnType<typeof batch.add>> | undefined;
  for await (const { header, bytes } of readings) {
    signal?.throwIfAborted();
    file ??= await batch.add({ executable: header.flags.executable });
    await file.write(bytes);
    size += bytes.length;
  }
  if (file) await batch.publish([{ file, path: out }]);
  return { path: out, kind: 'file', size };
}

async function writeFolder(
  { files, signal }: UnfoldWorld,
  { brick, out }: UnfoldRequest,
  readings: AsyncGenerator<BrickReading>,
): Promise<Unfolded> {
  await using folder = await files.beginFolder(out);
  const [reader, names] = [new ArchiveReader(), new ArchiveNames()];
  let size = 0;
  for await (const { bytes } of readings) {
    size += bytes.length;
    for (let at = 0; at < bytes.length; at += PIECE) {
      signal?.throwIfAborted();
      await writeEntries(folder, names, reader, bytes.subarray(at, at + PIECE), brick);
    }
  }
  if (!reader.complete) throw damaged(brick, 'the archive in it has no end');
  await folder.publish();
  return { path: out, kind: 'directory', size };
}

async function writeEntries(
  folder: NewFolder,
  names: ArchiveNames,
  reader: ArchiveReader,
  piece: Uint8Array,
  brick: string,
): Promise<void> {
  for (const event of reader.read(piece)) {
    if (event.is === 'damaged') throw damaged(brick, `in the archive in it, ${event.why}`);
    if (event.is === 'bytes') await folder.write(event.bytes);
    if (event.is !== 'entry') continue;
    const why = names.refuse(event.entry);
    if (why !== undefined) throw damaged(brick, `in the archive in it, ${why}`);
    await folder.add(event.entry);
  }
}

function damaged(brick: string, why: string): Fault {
  return new Fault('brick-damaged', `${brick} is damaged: ${why}`);
}
