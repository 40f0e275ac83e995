import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const OWN = 0o700;
/** `target`, `target/debug`, `target/debug/deps` and what else lies that high. */
const LEVELS = 2;

/**
 * Whether somebody took from its owner the right to use a folder, or one of those at most two levels below: foreign code
 * in the sandbox may, and every later cargo would fail there. No link is followed.
 */
export async function isShut(folder: string, levels = LEVELS): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  if (found === undefined) return false;
  if ((found.mode & OWN) !== OWN) return true;
  if (levels === 0) return false;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return true;
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  return (await Promise.all(folders.map((one) => isShut(one, levels - 1)))).includes(true);
}
