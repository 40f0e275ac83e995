import { constants, type Stats } from 'node:fs';
import { lstat, open, readdir, readlink } from 'node:fs/promises';
import { type ArchiveEntry, paddingAfter } from '../../core/bricks/archive-entry.ts';
import { archiveEnd, archiveHeader, archiveStart } from '../../core/bricks/write-archive.ts';
import { Fault } from '../../core/fault.ts';
import type { ContentsLog } from './contents-log.ts';
import { errorCode } from './error-code.ts';
import { readFully } from './read-file.ts';

const PIECE = 1_048_576;
const READ = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY | constants.O_NOFOLLOW;

/** A folder as it is walked. Paths and names are Latin-1: one character for each byte. */
interface Walk {
  readonly root: string;
  /** As the user gave it. */
  readonly given: string;
  readonly log: ContentsLog;
  readonly refuse: (path: string) => string | undefined;
  /** For one piece at a time: whoever takes it is done with it before asking for the next. */
  readonly room: Buffer;
  /** Bytes given so far. */
  offset: number;
}

/**
 * The archive of a directory, in pieces: everything below it in the order of its bytes, links as links. Equal trees give
 * equal bytes. What cannot be read, and devices, sockets and pipes, are left out and noted.
 * Throws `artifact-changed` when a file gets shorter under way.
 */
export async function* folderPieces(
  root: string,
  given: string,
  { log, refuse }: Pick<Walk, 'log' | 'refuse'>,
): AsyncGenerator<Uint8Array> {
  const walk: Walk = {
    root: Buffer.from(root).toString('latin1'),
    given,
    log,
    refuse,
    room: Buffer.alloc(PIECE),
    offset: 0,
  };
  for await (const piece of archive(walk)) {
    walk.offset += piece.length;
    yield piece;
  }
}

async function* archive(walk: Walk): AsyncGenerator<Uint8Array> {
  yield archiveStart();
  yield* folder(walk, '.');
  yield archiveEnd();
}

async function* folder(walk: Walk, name: string): AsyncGenerator<Uint8Array> {
  const { mode } = await lstat(onDisk(walk, name));
  const names = await readdir(onDisk(walk, name), { encoding: 'buffer' }).catch((error: unknown) => {
    if (name === '.') throw error;
    walk.log.leaveOut(readable(name), errorCode(error));
    return [];
  });
  yield archiveHeader({ name, kind: 'folder', mode: mode & 0o777, size: 0, target: '' });
  const sorted = names.map((bytes) => bytes.toString('latin1')).sort();
  for (const child of sorted) {
    const path = name === '.' ? child : `${name}/${child}`;
    const why = walk.refuse(readable(`${walk.root}/${path}`));
    if (why !== undefined) {
      walk.log.leaveOut(readable(path), why);
      continue;
    }
    const found = await lstat(onDisk(walk, path)).catch((error: unknown) => errorCode(error));
    if (typeof found === 'string') walk.log.leaveOut(readable(path), found);
    else if (found.isDirectory()) yield* folder(walk, path);
    else if (found.isSymbolicLink()) yield* link(walk, path);
    else if (found.isFile()) yield* file(walk, path, found);
    else walk.log.leaveOut(readable(path), 'a device, socket or pipe');
  }
}

async function* link(walk: Walk, name: string): AsyncGenerator<Uint8Array> {
  try {
    const target = (await readlink(onDisk(walk, name), { encoding: 'buffer' })).toString('latin1');
    yield archiveHeader({ name, kind: 'link', mode: 0o777, size: 0, target });
  } catch (error) {
    walk.log.leaveOut(readable(name), errorCode(error));
  }
}

/**
 * Up to a MiB is read to its end first: files of /proc and /sys tell no size, or a wrong one. A larger file is given in
 * the size that it says, so that it may grow meanwhile.
 */
async function* file(walk: Walk, name: string, { mode, size }: Stats): AsyncGenerator<Uint8Array> {
  const opened = await open(onDisk(walk, name), READ).catch((error: unknown) => errorCode(error));
  if (typeof opened === 'string') return walk.log.leaveOut(readable(name), opened);
  await using handle = opened;
  const filled = await readFully(handle, walk.room).catch((error: unknown) => errorCode(error));
  if (typeof filled === 'string') return walk.log.leaveOut(readable(name), filled);
  if (filled === PIECE && size < PIECE) return walk.log.leaveOut(readable(name), 'it tells no size');
  const whole = filled < PIECE ? filled : size;
  const entry: ArchiveEntry = { name, kind: 'file', mode: mode & 0o777, size: whole, target: '' };
  const header = archiveHeader(entry);
  walk.log.add({ name: readable(name), offset: walk.offset + header.length, size: whole });
  yield header;
  yield walk.room.subarray(0, filled);
  for (let given = filled; given < whole; ) {
    const piece = walk.room.subarray(0, Math.min(PIECE, whole - given));
    if ((await readFully(handle, piece)) < piece.length)
      throw new Fault('artifact-changed', `${walk.given}/${readable(name)}`);
    given += piece.length;
    yield piece;
  }
  yield Buffer.alloc(paddingAfter(whole));
}

function onDisk(walk: Walk, name: string): Buffer {
  return Buffer.from(name === '.' ? walk.root : `${walk.root}/${name}`, 'latin1');
}

/** The name as people read it. */
function readable(name: string): string {
  return Buffer.from(name, 'latin1').toString('utf8');
}
