import { link, lstat, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LONGEST_TASK } from '../../core/foundry/parse-foundry-task.ts';
import { parseTaskFile, printTaskFile, type TaskFile } from '../../core/foundry/task-file.ts';
import { resultOf } from '../../core/foundry/task-result.ts';
import type { FoundryTasks, FoundTask, TaskClaimed } from '../../ports/foundry-tasks.ts';
import { errorCode } from './error-code.ts';
import { holdTask } from './hold-task.ts';
import { isTemporaryOf } from './temporary-path.ts';

/** A holder touches its file every 10 seconds; one that was silent for so long is taken for dead. */
const SILENT_MILLISECONDS = 60_000;

/**
 * FoundryTasks in a folder. A task is one file and its name tells its state, so every step is one that the file system
 * does whole: a claim is a hard link that only one process can make, a finish is a rename.
 */
export function openFoundryTasks(folder: string): FoundryTasks {
  return {
    list: async () => {
      const names = await readdir(folder).catch((error: unknown) => {
        if (errorCode(error) === 'ENOENT') return [];
        throw error;
      });
      const found = await Promise.all(names.toSorted().map((name) => look(folder, name)));
      return found.filter((task) => task !== undefined);
    },
    claim: (task) => (task.state === 'claimed' ? takeOver(folder, task) : claimFree(folder, task)),
  };
}

async function look(folder: string, name: string): Promise<FoundTask | undefined> {
  const file = parseTaskFile(name);
  if (!file) return undefined;
  try {
    const found = await lstat(join(folder, name));
    if (!found.isFile()) return undefined;
    const bytes = found.size > LONGEST_TASK ? undefined : await readFile(join(folder, name));
    return { ...file, bytes, stale: file.state === 'claimed' && isSilent(found.mtimeMs) };
  } catch (error) {
    // Another process has just moved it on.
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function isSilent(mtimeMs: number): boolean {
  return Date.now() - mtimeMs > SILENT_MILLISECONDS;
}

function claimedPath(folder: string, { base }: TaskFile): string {
  return join(folder, printTaskFile({ base, state: 'claimed' }));
}

async function claimFree(folder: string, task: FoundTask): Promise<TaskClaimed> {
  const free = join(folder, printTaskFile(task));
  try {
    // Before it is claimed, or the claim would look as old as the file.
    const now = new Date();
    await utimes(free, now, now);
    await move(free, claimedPath(folder, task));
  } catch (error) {
    if (errorCode(error) === 'EEXIST' || errorCode(error) === 'ENOENT') return { kind: 'held' };
    throw error;
  }
  return { kind: 'claimed', claim: await holdTask(folder, task.base) };
}

/** A rename that never replaces a file. A process that ends half-way leaves two names of one file. */
async function move(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!NO_LINKS.has(errorCode(error))) throw error;
    if (await lstat(to).catch(() => undefined)) throw Object.assign(new Error(to), { code: 'EEXIST' });
    return await rename(from, to);
  }
  await rm(from);
}

/** File systems without hard links (FAT, some network ones) say so in these words. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/**
 * Makes a dead process's claim this one's. Who may do so is settled by a lock of the moment the claim was last touched;
 * its number goes up when even the lock's owner died. Under the lock the claim is looked at again: it may be a new one.
 */
async function takeOver(folder: string, task: FoundTask): Promise<TaskClaimed> {
  const claimed = claimedPath(folder, task);
  const before = await lstat(claimed).catch(() => undefined);
  if (!before?.isFile() || !isSilent(before.mtimeMs)) return { kind: 'held' };
  const lock = join(folder, `.${task.base}.${Math.round(before.mtimeMs)}`);
  const mine = await takeLock(lock);
  if (mine === undefined) return { kind: 'held' };
  try {
    const now = await lstat(claimed).catch(() => undefined);
    if (now?.mtimeMs !== before.mtimeMs) return { kind: 'held' };
    await utimes(claimed, new Date(), new Date());
    await removeTwin(folder, task, now.ino);
    await removeDrafts(folder, claimed);
  } finally {
    for (let number = 0; number <= mine; number++) await rm(`${lock}.${number}`, { force: true });
  }
  const result = resultOf(await readFile(claimed));
  const claim = await holdTask(folder, task.base);
  if (!result) return { kind: 'claimed', claim };
  await claim.finish(result);
  return { kind: 'finished', result };
}

/** The other name of a file whose holder ended half-way through claiming it. */
async function removeTwin(folder: string, { base }: TaskFile, ino: number): Promise<void> {
  for (const state of ['pending', 'failed', 'done'] as const) {
    const path = join(folder, printTaskFile({ base, state }));
    if ((await lstat(path).catch(() => undefined))?.ino === ino) await rm(path);
  }
}

/** What its holder was writing when it ended. */
async function removeDrafts(folder: string, claimed: string): Promise<void> {
  for (const name of await readdir(folder))
    if (isTemporaryOf(name, claimed)) await rm(join(folder, name), { force: true });
}

/** The number of the lock that was taken; undefined while somebody else has it. */
async function takeLock(lock: string): Promise<number | undefined> {
  for (let number = 0; ; number++) {
    try {
      await writeFile(`${lock}.${number}`, '', { flag: 'wx' });
      return number;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      const other = await stat(`${lock}.${number}`).catch(() => undefined);
      if (!other || !isSilent(other.mtimeMs)) return undefined;
    }
  }
}
