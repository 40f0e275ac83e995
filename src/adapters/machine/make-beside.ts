import { Fault } from '../../core/fault.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Makes a temporary for a path. What the system says of it is said of the path, which is the name that the user knows; a
 * folder in which nothing can be made, as /proc, answers ENOENT. Throws `path-unusable`, `disk-full`.
 */
export async function makeBeside<T>(path: string, make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === '') throw cause;
    if (FULL.has(code)) throw new Fault('disk-full', path, { cause });
    throw new Fault('path-unusable', `${path} (${code})`, { cause });
  }
}
