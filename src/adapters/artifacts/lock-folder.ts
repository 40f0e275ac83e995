import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolders } from '../machine/make-folders.ts';

/** The folder of a lock in a folder of bricks; git does not see it. */
export async function lockFolder(map: string, name: 'manifest' | 'watch'): Promise<string> {
  const folder = join(map, '.openspec-complete');
  await makeFolders(folder);
  await writeFile(join(folder, '.gitignore'), '*\n');
  return join(folder, name);
}
