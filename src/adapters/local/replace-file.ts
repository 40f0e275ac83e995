import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Fault } from '../../core/fault.ts';
import { makeBeside } from '../machine/make-beside.ts';
import { makeFolders } from '../machine/make-folders.ts';

/** Writes the whole file or leaves it as it was: a new file beside it takes its place. Throws `disk-full`, `path-unusable`. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const fresh = `${path}.${randomUUID()}.tmp`;
  try {
    await makeFolders(dirname(path));
    await using file = await makeBeside(path, () => open(fresh, 'wx'));
    await file.writeFile(text);
    await file.sync();
    await rename(fresh, path);
  } catch (cause) {
    await rm(fresh, { force: true });
    if (errorCode(cause) === 'ENOSPC' || errorCode(cause) === 'EDQUOT')
      throw new Fault('disk-full', path, { cause });
    throw cause;
  }
}

function errorCode(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined;
}
