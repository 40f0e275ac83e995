import { LONGEST_TASK } from '../core/foundry/parse-foundry-task.ts';
import { parseTaskFile, TASK_FOLDER } from '../core/foundry/task-file.ts';
import type { FoundTask } from '../ports/foundry-tasks.ts';
import type { CommitId, Repository } from '../ports/repository.ts';
import { type ListedTask, listFoundryTasks } from './list-foundry-tasks.ts';

type Reading = Pick<Repository, 'list' | 'read'>;

/** The FoundryTasks of a commit; a link is none. */
export function foundryTasksAt(repository: Reading, commit: CommitId): Promise<readonly ListedTask[]> {
  return listFoundryTasks({ list: () => tasksAt(repository, commit) });
}

async function tasksAt(repository: Reading, commit: CommitId): Promise<readonly FoundTask[]> {
  const entries = (await repository.list(commit, TASK_FOLDER)).flatMap(({ path, mode, size }) => {
    const file = parseTaskFile(path.slice(TASK_FOLDER.length + 1));
    return file && !file.base.includes('/') && mode.startsWith('100') ? [{ path, size, file }] : [];
  });
  const readable = entries.filter(({ size }) => size <= LONGEST_TASK).map(({ path }) => path);
  const texts = await repository.read(commit, readable);
  return entries.map(({ path, file }) => ({ ...file, bytes: texts.get(path) }));
}
