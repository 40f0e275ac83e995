import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { isKnownToHaveEnded } from '../machine/process-name.ts';

/**
 * Removes the temporaries of a folder whose process is known to have ended. A link, and what another user owns, stays:
 * it only has the name of one. Never throws, for what is left behind is in nobody's way.
 *
 * @param makerOf the process in the name of a temporary; undefined: the name is none
 */
export async function sweepTemporaries(
  folder: string,
  makerOf: (name: string) => string | undefined,
): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const maker = makerOf(name);
    if (maker === undefined || !(await isKnownToHaveEnded(maker))) continue;
    const path = join(folder, name);
    const found = await lstat(path).catch(() => undefined);
    if (!found || found.uid !== process.getuid?.()) continue;
    if (found.isFile()) await rm(path, { force: true }).catch(() => undefined);
    if (found.isDirectory()) await removeFolder(path);
  }
}

/** By the system's programs: they walk by open folders, so that no link that is put in a folder's place is followed. */
async function removeFolder(path: string): Promise<void> {
  const remove = () => execa('rm', ['-rf', '--', path], { reject: false });
  if (!(await remove()).failed) return;
  await execa('chmod', ['-R', 'u+rwX', '--', path], { reject: false });
  await remove();
}
