import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** Errors that say: there is no plain file of this name here, or none that foreign code left readable. */
const NO_FILE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EISDIR', 'ENXIO', 'EACCES']);

/** Bytes of a file of a tree; undefined for a link, a pipe, a folder, what is shut, or nothing. `path` is relative and of one part. */
export async function readTreeFile(tree: string, path: string): Promise<Uint8Array | undefined> {
  try {
    // Without O_NONBLOCK a pipe that a foreign program put there would be waited on for ever.
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    await using file = await open(join(tree, path), flags);
    return (await file.stat()).isFile() ? await file.readFile() : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && NO_FILE.has(String(error.code))) return undefined;
    throw error;
  }
}
