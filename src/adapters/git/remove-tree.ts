import { randomUUID } from 'node:crypto';
import { chmod, lstat, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

/** Removes a file or folder whatever permissions and depth a foreign program gave it. Never follows a symlink. */
export async function removeTree(path: string | Buffer): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch (error) {
    if (isOf(error, 'ENAMETOOLONG')) return await removeDeep(path);
    if (!isOf(error, 'EACCES', 'EPERM')) throw error;
    await openFolders(Buffer.from(path));
    await rm(path, { recursive: true, force: true });
  }
}

function isOf(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** Folders nested deeper than a path may be long: `rm` walks by open folders, Node by whole paths. */
async function removeDeep(path: string | Buffer): Promise<void> {
  // The name may be no text; another one beside it is.
  const named = join(dirname(path.toString()), `.remove-${randomUUID()}`);
  await rename(path, named);
  await execa('chmod', ['-R', 'u+rwX', named], { reject: false });
  await execa('rm', ['-rf', '--', named]);
}

async function openFolders(path: Buffer): Promise<void> {
  if (!(await lstat(path)).isDirectory()) return;
  await chmod(path, 0o700);
  for (const entry of await readdir(path, { withFileTypes: true, encoding: 'buffer' }))
    if (entry.isDirectory()) await openFolders(Buffer.concat([path, Buffer.from('/'), entry.name]));
}
