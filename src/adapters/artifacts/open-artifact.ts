import { constants } from 'node:fs';
import { type FileHandle, lstat, open, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Fault } from '../../core/fault.ts';
import type { Artifact, Artifacts } from '../../ports/artifacts.ts';
import { ContentsLog } from './contents-log.ts';
import { errorCode } from './error-code.ts';
import { readFully } from './read-file.ts';
import { folderPieces } from './read-folder.ts';
import { memoryPieces } from './read-memory.ts';

/** The memory of a process or thread: read by its map, for it has no end. */
const MEMORY = /^\/proc\/\d+(?:\/task\/\d+)?\/mem$/;
/** Neither waits for the other end of a FIFO nor makes a terminal ours. */
export const READ = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/** Whether this is the memory of a process or thread. */
export function isMemory(realPath: string): boolean {
  return MEMORY.test(realPath);
}

/** Artifacts of this machine. Links are followed in the path that is given and nowhere below it. */
export const artifacts: Artifacts = artifactsExcept(() => undefined);

/**
 * The same without those that must not be read. A folder is folded without them.
 *
 * @param refuse why something is not read, by its path without links; undefined: it is
 */
export function artifactsExcept(refuse: (realPath: string) => string | undefined): Artifacts {
  return { open: (path) => openArtifact(path, refuse) };
}

async function openArtifact(
  path: string,
  refuse: (realPath: string) => string | undefined,
): Promise<Artifact> {
  try {
    const real = await realpath(path);
    const why = refuse(real);
    if (why !== undefined) throw new Fault('source-refused', `${path}, ${why},`);
    const found = await stat(real);
    if (isMemory(real)) return fromPieces('memory', real, (log) => memoryPieces(real, path, log));
    if (found.isDirectory())
      return fromPieces('directory', real, (log) => folderPieces(real, path, { log, refuse }));
    if (!found.isFile()) throw new Fault('artifact-unreadable', `${path}, a device, socket or pipe,`);
    return {
      mode: found.mode,
      size: found.size,
      ...fromFile(path, await open(real, READ), (found.mode & 0o111) !== 0),
      covers: covering(real),
    };
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && (await isThere(path)))
      throw new Fault(
        'artifact-unreadable',
        `${path}, a link that leads to no file (a pipe, or one that is gone),`,
      );
    throw toFault(path, error);
  }
}

async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}

/** An open file as an artifact, which closes it. */
export function fromFile(path: string, file: FileHandle, executable: boolean): Omit<Artifact, 'covers'> {
  return {
    kind: 'file',
    executable,
    read: async (into) => {
      try {
        return await readFully(file, into);
      } catch (error) {
        throw toFault(path, error);
      }
    },
    contents: () => new ContentsLog().contents(),
    [Symbol.asyncDispose]: () => file.close(),
  };
}

function fromPieces(
  kind: 'directory' | 'memory',
  real: string,
  piecesWith: (log: ContentsLog) => AsyncGenerator<Uint8Array>,
): Artifact {
  const log = new ContentsLog();
  const pieces = piecesWith(log);
  let rest: Uint8Array = new Uint8Array();
  return {
    kind,
    executable: false,
    read: async (into) => {
      let filled = 0;
      while (filled < into.length) {
        if (rest.length === 0) {
          const next = await pieces.next();
          if (next.done) break;
          rest = next.value;
        }
        const part = rest.subarray(0, into.length - filled);
        into.set(part, filled);
        filled += part.length;
        rest = rest.subarray(part.length);
      }
      return filled;
    },
    contents: () => log.contents(),
    covers: covering(real),
    [Symbol.asyncDispose]: async () => void (await pieces.return(undefined)),
  };
}

/** A path that is not there yet is where its nearest folder that is there says. */
export function covering(real: string): Artifact['covers'] {
  return async (path) => {
    let [there, below] = [resolve(path), ''];
    for (;;) {
      const found = await realpath(there).catch(() => undefined);
      if (found !== undefined) {
        const whole = join(found, below);
        return whole === real || whole.startsWith(`${real}/`);
      }
      [there, below] = [dirname(there), join(basename(there), below)];
    }
  };
}

/** Whatever the system says about the artifact is about the artifact; a full disk cannot come from reading. */
export function toFault(path: string, error: unknown): unknown {
  const code = errorCode(error);
  if (error instanceof Fault || code === '') return error;
  if (code === 'ENOENT') return new Fault('artifact-missing', path, { cause: error });
  return new Fault('artifact-unreadable', `${path} (${code})`, { cause: error });
}
