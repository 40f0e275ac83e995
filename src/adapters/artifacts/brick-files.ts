import { open, rm } from 'node:fs/promises';
import { Fault } from '../../core/fault.ts';
import type { BrickFile, BrickFiles } from '../../ports/brick-files.ts';
import { errorCode } from './error-code.ts';
import { beginFileBatch } from './file-batch.ts';
import { beginNewFolder } from './new-folder.ts';
import { READ } from './open-artifact.ts';
import { readFully } from './read-file.ts';
import { present, requirePlain } from './require-plain.ts';

const TEXT_MOST = 16 * 1_048_576;

/** Bricks on this machine's disks. */
export const brickFiles: BrickFiles = {
  open: async (path) => {
    const opened = await openPlain(path);
    if (!opened) throw new Fault('brick-missing', path);
    return opened;
  },
  text: async (path) => {
    const opened = await openPlain(path);
    if (!opened) return undefined;
    await using file = opened;
    if (file.size > TEXT_MOST) return undefined;
    const bytes = Buffer.alloc(file.size);
    return bytes.toString('utf8', 0, await file.read(bytes, 0));
  },
  isThere: async (path) => {
    await using file = await openPlain(path);
    return file !== undefined;
  },
  isSame: async (one, other) => {
    const [first, second] = [await present(one), await present(other)];
    return first?.ino === second?.ino && first?.dev === second?.dev && first !== undefined;
  },
  remove: async (path) => {
    if ((await present(path))?.isFile()) await rm(path);
  },
  begin: async (out) => {
    await requirePlain(out);
    return beginFileBatch(out);
  },
  beginFolder: async (out) => {
    if (await present(out)) throw new Fault('path-unusable', `${out}, which is there already,`);
    return beginNewFolder(out);
  },
};

async function openPlain(path: string): Promise<BrickFile | undefined> {
  const file = await open(path, READ).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return undefined;
  const found = await file.stat();
  if (!found.isFile()) {
    await file.close();
    throw new Fault('path-unusable', `${path}, which is no plain file,`);
  }
  return {
    size: found.size,
    read: (into, position) => readFully(file, into, position),
    [Symbol.asyncDispose]: () => file.close(),
  };
}
