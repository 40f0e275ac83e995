import { lstat, mkdir, rm } from 'node:fs/promises';

/**
 * Makes sure that a path is a folder of its own; a link, pipe or file that foreign code put in its place goes. bwrap
 * would follow a link among the host's own files, or refuse to start for good.
 */
export async function ensureRealFolder(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isDirectory()) return;
  await rm(path, { force: true });
  await mkdir(path);
}
