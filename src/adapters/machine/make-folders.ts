import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it that are missing, one by one: Node's recursive `mkdir` never ends where the system
 * answers ENOENT for a new folder in one that is there, as in /proc and below a link to nothing.
 * Links to folders are followed. Throws errors of stat(2) and mkdir(2): ENOTDIR for a file or a link to nothing in the
 * way, EPERM where the file system makes no folders.
 *
 * @param mode permissions of each folder that is made
 * @returns the first folder that was made; undefined: all were there
 */
export async function makeFolders(path: string, mode = 0o777): Promise<string | undefined> {
  const missing: string[] = [];
  for (let folder = resolve(path); !(await isThere(folder)); folder = dirname(folder)) missing.push(folder);
  let first: string | undefined;
  for (const folder of missing.reverse()) if (await make(folder, mode)) first ??= folder;
  return first;
}

async function isThere(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  throw failed('ENOTDIR', 'not a directory', path);
}

/** Whether it is this call that made it; another process may have been first. */
async function make(folder: string, mode: number): Promise<boolean> {
  try {
    await mkdir(folder, { mode });
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw failed('EPERM', 'no folder can be made there', folder);
    if (codeOf(error) !== 'EEXIST') throw error;
    if (!(await isThere(folder))) throw failed('ENOTDIR', 'a link to nothing', folder);
    return false;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function failed(code: string, why: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${why}, mkdir '${path}'`), { code, syscall: 'mkdir', path });
}
