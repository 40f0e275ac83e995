import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Fault } from '../core/fault.ts';
import { TASK_FOLDER } from '../core/foundry/task-file.ts';
import type { WatchTask } from '../core/foundry/watch-brick.ts';
import { watchTasksOf } from '../flow/watch-tasks-of.ts';
import { openTaskFolder } from './open-task-folder.ts';

/** What is watched: absolute paths without links. */
export interface WatchRoots {
  readonly roots: readonly string[];
  /** By their roots; none where paths are given. */
  readonly tasks: ReadonlyMap<string, WatchTask>;
}

/**
 * The paths that are given, else those of the FoundryTasks. Links in them are followed now, and none later.
 * Throws `nothing-to-watch`, `watch-task-wrong`, `artifact-missing`, `output-in-source`.
 *
 * @param map the folder of the bricks, without links
 */
export async function watchRoots(
  { folder, paths }: { readonly folder: string; readonly paths: readonly string[] },
  map: string,
): Promise<WatchRoots> {
  const real = (path: string) => realRoot(path, folder, map);
  if (paths.length > 0) return { roots: [...new Set(await Promise.all(paths.map(real)))], tasks: new Map() };
  const tasks = new Map<string, WatchTask>();
  for (const task of await watchTasksOf(openTaskFolder(folder))) {
    const root = await real(task.source);
    const other = tasks.get(root);
    if (other && other.brick !== task.brick)
      throw new Fault(
        'watch-task-wrong',
        `${task.file} has the source of ${other.file} and another destination`,
      );
    tasks.set(root, task);
  }
  if (tasks.size === 0)
    throw new Fault('nothing-to-watch', `${join(folder, TASK_FOLDER)} has no task of that kind`);
  return { roots: [...tasks.keys()], tasks };
}

async function realRoot(path: string, folder: string, map: string): Promise<string> {
  const real = await realpath(resolve(folder, path)).catch((cause: unknown) => {
    throw new Fault('artifact-missing', path, { cause });
  });
  if (real === map || real.startsWith(`${map}/`)) throw new Fault('output-in-source', path);
  return real;
}
