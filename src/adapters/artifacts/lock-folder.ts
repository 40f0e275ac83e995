import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder of a lock in a folder of bricks; git does not see it. */
export async function lockFolder(map: string, name: 'manifest' | 'watch'): Promise<string> {
  const folder = join(map, '.openspec-complete');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, '.gitignore'), '*\n');
  return join(folder, name);
}
