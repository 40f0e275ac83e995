import { chmod, readdir } from 'node:fs/promises';
import type { TreeEntry } from '../../ports/repository.ts';
import { foldersAbove } from './refuse-special-paths.ts';
import { removeTree } from './remove-tree.ts';
import { requireRealFolder } from './require-real-folder.ts';

/**
 * Removes from a checked-out tree all that the commit does not have: untracked and ignored files, nested
 * repositories, anything named `.git`, what stands in submodule folders. `git clean` leaves the last two.
 *
 * The tree itself must be a real folder: a link throws `git-failed` and nothing is removed.
 *
 * @returns paths of the commit that are not there as plain files; empty when the tree is complete.
 */
export async function sweepTree(tree: string, entries: readonly TreeEntry[]): Promise<readonly string[]> {
  const files = new Set<string>();
  const folders = new Set<string>();
  const submodules = new Set<string>();
  for (const entry of entries) {
    (entry.mode === '160000' ? submodules : files).add(entry.path);
    for (const folder of foldersAbove(entry.path)) folders.add(folder);
  }

  // Names are bytes: one that is not UTF-8 could not be removed by its decoded name.
  async function sweep(folder: Buffer, prefix: string): Promise<void> {
    const found = await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
    await Promise.all(
      found.map(async (entry) => {
        const full = Buffer.concat([folder, Buffer.from('/'), entry.name]);
        const path = prefix + entry.name.toString('utf8');
        if (entry.isFile() && files.delete(path)) return;
        if (entry.isDirectory() && (folders.has(path) || submodules.has(path)))
          return sweep(full, `${path}/`);
        await removeTree(full);
      }),
    );
  }
  await requireRealFolder(tree);
  await chmod(tree, 0o755);
  await sweep(Buffer.from(tree), '');
  return [...files];
}
