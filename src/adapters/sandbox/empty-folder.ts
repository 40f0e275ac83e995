import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { makeFolders } from '../machine/make-folders.ts';

/** Removes what a foreign program left in a folder, whatever permissions and depth it has; follows no link. */
export async function emptyFolder(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true });
  } catch {
    // Node walks by whole paths, which folders may be nested too deep for.
    await promisify(execFile)('chmod', ['-R', 'u+rwX', '--', folder]).catch(() => undefined);
    await promisify(execFile)('rm', ['-rf', '--', folder]).catch(() => undefined);
  }
  await makeFolders(folder);
}
