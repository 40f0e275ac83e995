import { stat, writeFile } from 'node:fs/promises';

/**
 * Keeps the times of a slot's files apart. cargo decides by modification times alone what to compile again: a
 * file that changes within one tick of the file system's clock (4 ms on Linux, more elsewhere) would count as old.
 */
export interface TreeClock {
  /** Returns once a file written now gets a later time than everything up to the last `mark`. */
  passTick(): Promise<'later' | 'clock-went-back'>;
  /** Remembers that the tree may have been written until now. */
  mark(): Promise<void>;
}

/** @param file a file beside the tree, on the same file system; it outlives the process. */
export function createTreeClock(file: string): TreeClock {
  async function touch(): Promise<bigint> {
    await writeFile(file, 'Its time is that of the last write into the tree.\n');
    return (await stat(file, { bigint: true })).mtimeNs;
  }
  return {
    mark: async () => {
      await touch();
    },
    passTick: async () => {
      const before = await stat(file, { bigint: true }).then(
        (found) => found.mtimeNs,
        () => 0n,
      );
      for (;;) {
        const now = await touch();
        if (now > before) return 'later';
        if (now < before) return 'clock-went-back';
      }
    },
  };
}
