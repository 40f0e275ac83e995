import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repository } from '../ports/repository.ts';

/** Files of a working tree, read as if it were a commit; one that is not there or cannot be read is absent. */
export function folderFiles(root: string): Pick<Repository, 'read'> {
  return {
    read: async (_commit, paths) => {
      const found = new Map<string, Uint8Array>();
      for (const path of paths) {
        const bytes = await readFile(join(root, path)).catch(() => undefined);
        if (bytes) found.set(path, bytes);
      }
      return found;
    },
  };
}
