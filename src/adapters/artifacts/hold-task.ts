import { link, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { printTaskFile, type TaskFile, type TaskState } from '../../core/foundry/task-file.ts';
import { resultOf, withResult } from '../../core/foundry/task-result.ts';
import type { EarlierTask, TaskClaim } from '../../ports/foundry-tasks.ts';
import { errorCode } from './error-code.ts';
import { openTask, readTask } from './read-task.ts';
import { present, requirePlain } from './require-plain.ts';
import { temporaryPath } from './temporary-path.ts';
import { writeFully } from './write-fully.ts';

/**
 * Claims a task by renaming its file, which is all that is done to the file until there is a result: it may belong to
 * another user. The lock is free again when the task is finished or given back.
 * Throws `path-unusable` where something else has one of its names.
 */
export async function holdTask(folder: string, task: TaskFile, lock: AsyncDisposable): Promise<TaskClaim> {
  const at = (state: TaskState) => join(folder, printTaskFile({ base: task.base, state }));
  const [pending, claimed] = [at('pending'), at('claimed')];
  // Open for as long as it is held, so that no other file gets its inode.
  const file = await openTask(at(task.state));
  const { ino, mode } = await file.stat();
  let isHeld = true;
  const release = async () => {
    if (!isHeld) return;
    isHeld = false;
    await file.close();
    await lock[Symbol.asyncDispose]();
  };
  const isMine = async (path: string) => isHeld && (await present(path))?.ino === ino;
  try {
    const bytes = await file.readFile();
    const earlier = await earlierOf(folder, task);
    if (task.state !== 'claimed') await moveFree(at(task.state), claimed);
    // Its last holder ended while it gave it back.
    else if (await isMine(pending)) await rm(pending);
    return {
      bytes,
      earlier,
      finish: async (result) => {
        const draft = await temporaryPath(claimed);
        try {
          await using written = await open(draft, 'wx', mode & 0o777);
          await writeFully(written, withResult(bytes, result), claimed);
          await written.sync();
          if (!(await isMine(claimed))) return false;
          await rename(draft, at(result.outcome));
        } finally {
          await rm(draft, { force: true });
        }
        for (const state of ['claimed', 'done', 'failed'] as const)
          if (state !== result.outcome) await rm(at(state), { force: true });
        await release();
        return true;
      },
      [Symbol.asyncDispose]: async () => {
        try {
          if (await isMine(claimed)) await giveBack(claimed, pending);
        } finally {
          await release();
        }
      },
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The finished files of its name, beside the one that is claimed. */
async function earlierOf(folder: string, { base, state }: TaskFile): Promise<readonly EarlierTask[]> {
  const earlier: EarlierTask[] = [];
  for (const ended of ['done', 'failed'] as const) {
    const file = printTaskFile({ base, state: ended });
    await requirePlain(join(folder, file));
    if (ended === state || !(await present(join(folder, file)))) continue;
    const bytes = await readTask(join(folder, file)).catch(() => undefined);
    const result = bytes && resultOf(bytes);
    earlier.push({ file, ...(result ? { result } : {}) });
  }
  return earlier;
}

/** Nobody makes this name who has not the lock, so there is nothing that the rename could replace. */
async function moveFree(from: string, to: string): Promise<void> {
  await requirePlain(to);
  if (await present(to)) throw Object.assign(new Error(to), { code: 'EEXIST' });
  await rename(from, to);
}

/** Where that cannot be done, as when a new task of this name is waiting, it stays claimed and is the next run's. */
async function giveBack(claimed: string, pending: string): Promise<void> {
  try {
    await link(claimed, pending);
  } catch (error) {
    if (!NO_LINKS.has(errorCode(error)) || (await present(pending))) return;
    return await rename(claimed, pending);
  }
  await rm(claimed);
}

/** So say file systems without hard links (FAT, some network ones), and Linux of files of other users (proc(5), protected_hardlinks). */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);
