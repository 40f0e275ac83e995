import { chmod, lstat, rm } from 'node:fs/promises';
import { makeFolders } from '../machine/make-folders.ts';

const OWN = 0o700;

/**
 * Makes sure that a path is a folder of its own that its owner may enter; a link, pipe or file that foreign code put in
 * its place goes. bwrap would follow a link among the host's own files, or refuse to start for good.
 */
export async function ensureRealFolder(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isDirectory()) {
    // Two runs may make the same folder at once: nothing is removed that was not seen to be in the way.
    if (found) await rm(path, { force: true });
    await makeFolders(path);
  } else if ((found.mode & OWN) !== OWN) await chmod(path, (found.mode & 0o777) | OWN);
}
