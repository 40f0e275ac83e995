import { Fault } from '../core/fault.ts';
import type { BrickFiles } from '../ports/brick-files.ts';
import type { CommitId, Repository } from '../ports/repository.ts';

/** The files of a commit as bricks are read: one after the other, for each stands in memory as a whole. */
export function committedFiles(repository: Pick<Repository, 'read'>, commit: CommitId) {
  const bytes = async (path: string): Promise<Uint8Array | undefined> =>
    (await repository.read(commit, [path])).get(path);
  const open: BrickFiles['open'] = async (path) => {
    const whole = await bytes(path);
    if (!whole) throw new Fault('brick-missing', path);
    return {
      size: whole.length,
      read: async (into, position) => {
        const piece = whole.subarray(position, position + into.length);
        into.set(piece);
        return piece.length;
      },
      [Symbol.asyncDispose]: async () => undefined,
    };
  };
  return { bytes, open };
}
