import { parseTaskFile, TASK_FOLDER } from './task-file.ts';

/** Those of the paths that are pending FoundryTasks. */
export function tasksAmong(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => {
    const name = path.startsWith(`${TASK_FOLDER}/`) ? path.slice(TASK_FOLDER.length + 1) : '/';
    return !name.includes('/') && parseTaskFile(name)?.state === 'pending';
  });
}
