import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { makeFolders } from '../adapters/machine/make-folders.ts';
import { Fault } from '../core/fault.ts';

/** Makes a folder where it is missing and answers its path. Throws `not-writable` now rather than after the work, `disk-full`. */
export async function usableFolder(path: string): Promise<string> {
  try {
    await makeFolders(path);
    await access(path, constants.W_OK);
    return path;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (typeof code !== 'string') throw cause;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Fault('disk-full', path, { cause });
    throw new Fault('not-writable', path, { cause });
  }
}
