import type { Change, Task } from '../core/tasks/task.ts';
import type { ChangeSource } from '../ports/change-source.ts';

/** What `openspec-complete tasks --json` prints. Keys are fixed; further ones may come. */
export interface TaskListing {
  readonly changes: readonly {
    readonly change: string;
    readonly total: number;
    readonly complete: number;
    readonly tasks: readonly ListedTask[];
  }[];
}

/** A task without its change, and with empty fields where nothing is written. */
export type ListedTask = Omit<Task, 'change' | 'dependsOn' | 'parent' | 'deferred'> & {
  readonly dependsOn: readonly string[] | null;
  readonly parent: string | null;
  readonly deferred: Task['deferred'] | null;
};

/** The tasks of all changes, or of the named ones. Throws `no-openspec`, `tasks-unreadable`. */
export async function listTasks(source: ChangeSource, names?: readonly string[]): Promise<TaskListing> {
  const changes = await source.changes(names);
  return { changes: changes.map(listChange) };
}

function listChange(change: Change): TaskListing['changes'][number] {
  return {
    change: change.name,
    total: change.total,
    complete: change.complete,
    tasks: change.tasks.map(({ change: _, ...task }) => ({
      ...task,
      dependsOn: task.dependsOn ?? null,
      parent: task.parent ?? null,
      deferred: task.deferred ?? null,
    })),
  };
}
