import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readlink, realpath } from 'node:fs/promises';
import { Fault } from '../../core/fault.ts';
import type { Artifact, Artifacts } from '../../ports/artifacts.ts';
import { errorCode } from './error-code.ts';
import { artifacts, covering, fromFile, isMemory, READ, toFault } from './open-artifact.ts';

/** A file that others are renamed over all the time is met at last. */
const TRIES = 5;
/** There is something else: a link, a socket, a file where a folder was. */
const OTHER = new Set(['ELOOP', 'ENOTDIR', 'ENXIO', 'ENODEV']);

/**
 * Plain files, and memories of processes, each at its own path: absolute, and without links when it was found. A link that
 * is there now, in any part of the path, is not followed, and whatever is no plain file is `artifact-missing`.
 */
export const plainArtifacts: Artifacts = {
  open: (path) => (isMemory(path) ? artifacts.open(path) : openPlain(path)),
};

async function openPlain(path: string): Promise<Artifact> {
  try {
    for (let tries = 0; tries < TRIES; tries++) {
      // Opening a device can do something to it.
      if (!(await lstat(path)).isFile()) break;
      const file = await open(path, READ | constants.O_NOFOLLOW);
      const { mode, size, isPlain } = await look(file, path);
      if (isPlain)
        return { mode, size, ...fromFile(path, file, (mode & 0o111) !== 0), covers: covering(path) };
      await file.close();
    }
  } catch (error) {
    if (!OTHER.has(errorCode(error))) throw toFault(path, error);
  }
  throw new Fault('artifact-missing', path);
}

/**
 * What was opened, and whether it is the plain file of this path. The kernel tells where an open file is, whatever became
 * of the folders above it meanwhile (proc(5)); a system without /proc can only be asked where the path leads now.
 */
async function look(file: FileHandle, path: string) {
  const found = await file.stat();
  const place = await readlink(`/proc/self/fd/${file.fd}`).catch(() => realpath(path).catch(() => undefined));
  return { mode: found.mode, size: found.size, isPlain: found.isFile() && place === path };
}
