import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../core/fault.ts';
import { parseTaskFile } from '../../core/foundry/task-file.ts';
import type { FoundryTasks, FoundTask, TaskClaimed } from '../../ports/foundry-tasks.ts';
import { errorCode } from './error-code.ts';
import { holdTask } from './hold-task.ts';
import { lockFolder, STATE_FOLDER } from './lock-folder.ts';
import type { TakeLock } from './map-file.ts';
import { readTask } from './read-task.ts';

/** Locks that die with their process, each in a folder of its own. */
export interface TaskLocks {
  readonly take: TakeLock;
  /** The process that has one, and since when; undefined where none lives that does. */
  readonly holder: (
    folder: string,
  ) => Promise<
    { readonly pid: number; readonly host: string; readonly since?: string | undefined } | undefined
  >;
}

/**
 * FoundryTasks in a folder. A task is one file and its name tells its state; whoever changes either holds the lock of
 * its name, so a claim whose lock is free is a dead process's.
 */
export function openFoundryTasks(folder: string, locks: TaskLocks): FoundryTasks {
  return {
    list: async () => {
      const names = await readdir(folder).catch((error: unknown) => {
        if (errorCode(error) === 'ENOENT') return [];
        throw error;
      });
      const found = await Promise.all(names.toSorted().map((name) => look(folder, name, locks)));
      return found.filter((task) => task !== undefined);
    },
    claim: (task) => claim(folder, task, locks),
  };
}

async function look(folder: string, name: string, locks: TaskLocks): Promise<FoundTask | undefined> {
  const file = parseTaskFile(name);
  if (!file) return undefined;
  try {
    if (!(await lstat(join(folder, name))).isFile()) return undefined;
    const holder = file.state === 'claimed' ? await holderOf(folder, file.base, locks) : undefined;
    const bytes = await readTask(join(folder, name));
    return { ...file, bytes, ...(holder === undefined ? {} : { holder }) };
  } catch (error) {
    const code = errorCode(error);
    if (code === '') throw error;
    // Another process has just moved it on.
    if (code === 'ENOENT') return undefined;
    return {
      ...file,
      bytes: undefined,
      unread: `it cannot be read (${code}): check its owner and permissions`,
    };
  }
}

async function claim(folder: string, task: FoundTask, locks: TaskLocks): Promise<TaskClaimed> {
  let lock: AsyncDisposable | undefined;
  try {
    lock = await locks.take(await lockFolder(folder, task.base));
    if (!lock) return { kind: 'held', why: (await holderOf(folder, task.base, locks)) ?? JUST_HAD };
    return { kind: 'claimed', claim: await holdTask(folder, task, lock) };
  } catch (error) {
    await lock?.[Symbol.asyncDispose]();
    return refusalOf(error);
  }
}

const JUST_HAD = 'another process has just had it';

function refusalOf(error: unknown): TaskClaimed {
  if (error instanceof Fault && error.code === 'path-unusable')
    return { kind: 'refused', why: error.message };
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'EEXIST') return { kind: 'held', why: JUST_HAD };
  if (!OF_TASK.has(code)) throw error;
  const why = `it cannot be claimed (${code}): check owner and permissions of it and its folder, and its name`;
  return { kind: 'refused', why };
}

/** What open(2), rename(2) and mkdir(2) say where one file is to blame. */
const OF_TASK: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'ELOOP', 'EISDIR', 'ENAMETOOLONG']);

async function holderOf(folder: string, base: string, { holder }: TaskLocks): Promise<string | undefined> {
  const found = await holder(join(folder, STATE_FOLDER, base));
  if (!found) return undefined;
  const since = found.since === undefined ? '' : ` since ${found.since}`;
  return `process ${found.pid} of ${found.host} works on it${since}, and it is free when that ends`;
}
