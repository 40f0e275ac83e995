import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { Fault } from '../../core/fault.ts';
import { errorCode } from './error-code.ts';

/** What stands at a path, links unfollowed. */
export async function present(path: string): Promise<Stats | undefined> {
  return await lstat(path).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
}

/**
 * Throws `path-unusable` where something stands that a file must not take the place of: renaming would put it in place
 * of a device (as `/dev/null`, when the user is root) or of a link.
 */
export async function requirePlain(path: string): Promise<void> {
  const there = await present(path);
  if (there && !there.isFile()) throw new Fault('path-unusable', `${path}, which is no plain file,`);
}
