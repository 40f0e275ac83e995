import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../core/fault.ts';
import { makeFolders } from '../machine/make-folders.ts';
import { errorCode } from './error-code.ts';
import { present } from './require-plain.ts';

/** Where locks are kept in a folder, with other state that is no part of what the folder holds. */
export const STATE_FOLDER = '.openspec-complete';

/**
 * The folder of a lock in a folder that may have come with a repository; git does not see it. Throws `path-unusable`
 * where a link stands in its place: taking a lock writes and removes files there.
 */
export async function lockFolder(folder: string, name: string): Promise<string> {
  const state = await plainFolder(join(folder, STATE_FOLDER));
  await writeFile(join(state, '.gitignore'), '*\n', { flag: 'wx' }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
  return await plainFolder(join(state, name));
}

async function plainFolder(path: string): Promise<string> {
  const there = await present(path);
  if (there && !there.isDirectory()) throw new Fault('path-unusable', `${path}, which is no folder,`);
  await makeFolders(path);
  return path;
}
