import { TASK_FOLDER } from '../core/foundry/task-file.ts';
import { tasksAmong } from '../core/foundry/tasks-among.ts';
import type { Repository } from '../ports/repository.ts';
import type { PushedCommits } from './new-tasks.ts';

/** The FoundryTasks of a push. */
export interface PushedFoundryTasks {
  /** Paths of pending tasks that are new or were changed. */
  readonly tasks: readonly string[];
  /** Whether the push touched nothing but the folder of FoundryTasks. */
  readonly isAll: boolean;
}

/** The pending FoundryTasks that a push brought; all there are when what was before is not known. */
export async function pushedFoundryTasks(
  { before, after }: PushedCommits,
  repository: Pick<Repository, 'list' | 'changedPaths'>,
): Promise<PushedFoundryTasks> {
  const there = (await repository.list(after, TASK_FOLDER)).map(({ path }) => path);
  const pending = tasksAmong(there);
  if (pending.length === 0) return { tasks: [], isAll: false };
  const paths = before === undefined ? undefined : await repository.changedPaths(before, after);
  const tasks = paths ? pending.filter((path) => paths.includes(path)) : pending;
  return { tasks, isAll: paths?.every((path) => path.startsWith(`${TASK_FOLDER}/`)) ?? false };
}
