import type { ByteChanges } from '../../core/edits/edit.ts';
import { Fault } from '../../core/fault.ts';

/**
 * Throws `path-refused` unless every changed path names a plain file: relative, inside the repository, not in a
 * `.git` folder, and neither itself nor any folder above it a symlink, a submodule or a file that stays.
 *
 * @param modeOf git file mode of a path of the commit the changes are made on.
 */
export function refuseSpecialPaths(changes: ByteChanges, modeOf: ReadonlyMap<string, string>): void {
  for (const path of changes.keys()) {
    if (!isPlainPath(path)) throw new Fault('path-refused', JSON.stringify(path));
    const mode = modeOf.get(path);
    if (mode !== undefined && !mode.startsWith('100')) throw new Fault('path-refused', path);
    for (const above of foldersAbove(path)) {
      const isRemoved = changes.get(above) === null;
      const isFile = modeOf.has(above) || changes.has(above);
      if (isFile && !isRemoved) throw new Fault('path-refused', path);
    }
  }
}

/** `a`, `a/b` for `a/b/c`. */
export function foldersAbove(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

function isPlainPath(path: string): boolean {
  // NTFS and HFS+ names that mean `.git` are refused by git itself (core.protectNTFS, core.protectHFS).
  return (
    !path.includes('\0') &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !/^\.git$/i.test(part))
  );
}
