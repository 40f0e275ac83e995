import { realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { realFolder } from '../adapters/local/real-folder.ts';
import { Fault } from '../core/fault.ts';
import { TASK_FOLDER } from '../core/foundry/task-file.ts';
import type { WatchTask } from '../core/foundry/watch-brick.ts';
import { systemFault } from '../core/system-fault.ts';
import { watchTasksOf } from '../flow/watch-tasks-of.ts';
import { openTaskFolder } from './open-task-folder.ts';

/** What is watched: absolute paths without links. */
export interface WatchRoots {
  readonly roots: readonly string[];
  /** By their roots; none where paths are given. */
  readonly tasks: ReadonlyMap<string, WatchTask>;
  /** Of each task that cannot be watched the reason, beginning with its file's name. */
  readonly wrong: readonly string[];
}

/**
 * The paths that are given, else those of the FoundryTasks that can be watched. Links in them are followed now, and none later.
 * Throws `nothing-to-watch`; for paths `artifact-missing`, `output-in-source`, for tasks of which none is left
 * `watch-task-wrong`.
 *
 * @param map the folder of the bricks, without links
 */
export async function watchRoots(
  { folder, paths }: { readonly folder: string; readonly paths: readonly string[] },
  map: string,
): Promise<WatchRoots> {
  if (paths.length > 0) {
    const found = await Promise.all(paths.map((path) => findRoot(path, folder, map)));
    const roots = found.map(({ root, fault }, at) => {
      if (fault) throw new Fault(fault, paths[at] ?? '');
      return root;
    });
    return { roots: [...new Set(roots)], tasks: new Map(), wrong: [] };
  }
  const found = await watchTasksOf(openTaskFolder(folder));
  const tasks = new Map<string, WatchTask>();
  const wrong = [...found.wrong];
  for (const task of found.tasks) {
    const { root, fault } = await findRoot(task.source, folder, map);
    const other = fault ? undefined : tasks.get(root);
    if (fault) wrong.push(`${task.file} cannot be done: ${WHY[fault]} ${task.source}`);
    else if (other && other.brick !== task.brick)
      wrong.push(`${task.file} has the source of ${other.file} and another destination`);
    else tasks.set(root, task);
  }
  if (tasks.size + wrong.length === 0)
    throw new Fault('nothing-to-watch', `${join(folder, TASK_FOLDER)} has no task of that kind`);
  return someOf(tasks, wrong);
}

/** The same with the folders of the bricks made; without the tasks whose folder cannot be. Throws `watch-task-wrong`. */
export async function makeDestinations(found: WatchRoots, map: string): Promise<WatchRoots> {
  const tasks = new Map(found.tasks);
  const wrong = [...found.wrong];
  for (const [root, { file, brick }] of found.tasks) {
    try {
      await realFolder(dirname(join(map, brick)), map);
    } catch (error) {
      const fault = systemFault(error);
      if (!fault) throw error;
      tasks.delete(root);
      wrong.push(`${file} cannot be done: ${fault.at} cannot be used`);
    }
  }
  return found.tasks.size === 0 ? found : someOf(tasks, wrong);
}

function someOf(tasks: ReadonlyMap<string, WatchTask>, wrong: readonly string[]): WatchRoots {
  if (tasks.size === 0) throw new Fault('watch-task-wrong', wrong.join('; '));
  return { roots: [...tasks.keys()], tasks, wrong };
}

const WHY = {
  'artifact-missing': 'there is nothing at',
  'output-in-source': 'the bricks themselves are in',
};

type Root =
  | { readonly root: string; readonly fault?: never }
  | { readonly root?: never; readonly fault: keyof typeof WHY };

async function findRoot(path: string, folder: string, map: string): Promise<Root> {
  const root = await realpath(resolve(folder, path)).catch(() => undefined);
  if (root === undefined) return { fault: 'artifact-missing' };
  if (root === map || root.startsWith(`${map}/`)) return { fault: 'output-in-source' };
  return { root };
}
