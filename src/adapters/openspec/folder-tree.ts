import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ARCHIVE, type ChangeTree, type TreeFile } from './change-tree.ts';

/** Files open at once; a shell's usual limit is 1,024. */
const PARALLEL = 64;

/** The openspec folder of a working tree. Symbolic links are reported, never followed. */
export function folderTree(root: string): ChangeTree {
  return {
    name: root,
    async files() {
      const changes = await readFolder(join(root, 'openspec', 'changes'));
      return changes && walk(root, 'openspec');
    },
    async read(paths) {
      const contents = new Map<string, Uint8Array>();
      for (let from = 0; from < paths.length; from += PARALLEL) {
        const batch = paths.slice(from, from + PARALLEL);
        const bytes = await Promise.all(batch.map((path) => readEntry(join(root, path))));
        for (const [index, path] of batch.entries()) {
          const content = bytes[index];
          if (content) contents.set(path, content);
        }
      }
      return contents;
    },
  };
}

async function walk(root: string, folder: string): Promise<readonly TreeFile[]> {
  const entries = (await readFolder(join(root, folder))) ?? [];
  const files: TreeFile[] = [];
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (`${path}/` === ARCHIVE) continue;
    if (entry.isDirectory()) files.push(...(await walk(root, path)));
    else files.push({ path, ...(await measure(join(root, path))) });
  }
  return files;
}

/** undefined when it is no folder. */
async function readFolder(folder: string): Promise<readonly Dirent[] | undefined> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function measure(path: string): Promise<Omit<TreeFile, 'path'>> {
  const status = await lstat(path);
  const kind = status.isFile() ? 'file' : status.isSymbolicLink() ? 'link' : 'other';
  return { kind, size: status.size };
}

async function readEntry(path: string): Promise<Uint8Array | undefined> {
  try {
    const status = await lstat(path);
    if (status.isSymbolicLink()) return new TextEncoder().encode(await readlink(path));
    return status.isFile() ? await readFile(path) : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
