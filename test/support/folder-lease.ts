import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileChanges } from '../../src/core/edits/edit.ts';
import type { SlotLease } from '../../src/ports/repository.ts';
import type { Slot } from '../../src/ports/toolchain.ts';

/** A lease on a plain folder with one commit, `base`: what the folder held when the lease began. */
export async function folderLease(slot: Slot): Promise<SlotLease> {
  const kept = `${slot.tree}-base`;
  await cp(slot.tree, kept, { recursive: true });
  return {
    slot,
    reset: async (commit) => {
      if (commit !== 'base') throw new Error(`this lease has no commit ${commit}`);
      await rm(slot.tree, { recursive: true });
      await cp(kept, slot.tree, { recursive: true });
    },
    write: async (changes: FileChanges) => {
      for (const [path, text] of changes) {
        const file = join(slot.tree, path);
        if (text === null) await rm(file);
        else {
          await mkdir(dirname(file), { recursive: true });
          await writeFile(file, text);
        }
      }
    },
    read: (path) => readFile(join(slot.tree, path)),
    commit: () => Promise.reject(new Error('a plain folder has no commits')),
    [Symbol.asyncDispose]: () => rm(kept, { recursive: true }),
  };
}
