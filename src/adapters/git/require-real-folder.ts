import { lstat } from 'node:fs/promises';
import { Fault } from '../../core/fault.ts';

/**
 * Throws `git-failed` unless the path itself is a folder, not a link to one. Asked right before anything is removed or
 * written below it: as root, a link to a system folder would be followed without complaint.
 */
export async function requireRealFolder(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isDirectory()) throw new Fault('git-failed', `${path} is not a folder of its own`);
}
