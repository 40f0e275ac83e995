import { lstat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Fault } from '../../core/fault.ts';
import { makeFolders } from '../machine/make-folders.ts';

/**
 * Makes a folder where it is missing. The folder itself must be no link, and what stands between `within` and it
 * neither: a link in a repository must not lead what is written there to another place. Throws `path-unusable`.
 *
 * @param within a folder that is trusted as it is; one that the path is not inside of changes nothing.
 */
export async function realFolder(path: string, within: string): Promise<string> {
  const folder = resolve(path);
  const below = relative(within, folder);
  const isInside = below !== '' && below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below);
  const start = isInside ? resolve(within) : dirname(folder);
  let here = start;
  for (const part of relative(start, folder).split(sep)) {
    here = join(here, part);
    const found = await lstat(here).catch(unlessMissing);
    if (found === undefined) break;
    if (found.isSymbolicLink()) throw new Fault('path-unusable', `${here}, a link,`);
    if (!found.isDirectory()) throw new Fault('path-unusable', `${here}, which is no folder,`);
  }
  await makeFolders(folder);
  return folder;
}

function unlessMissing(cause: unknown): undefined {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
  throw cause;
}
