/** Where FoundryTasks are kept, from the repository's root. */
export const TASK_FOLDER = 'openspec/tasks/system_foundry';

/** How far a FoundryTask is: the end of its file name says it. */
export type TaskState = 'pending' | 'claimed' | 'done' | 'failed';

/** What the name of a task file says. */
export interface TaskFile {
  /** The name that the file has while it is pending; the other states add theirs to its end. */
  readonly base: string;
  /** What stands before `.task.json`. */
  readonly stem: string;
  readonly state: TaskState;
}

/**
 * The origin's program wrote `X.task.task.json.done` for what was `X.task.json`, so a repeated `.task` counts once.
 */
const NAME = /^((?!\.)(.+?)(?:\.task)+\.json)(?:\.(claimed|done|failed))?$/s;

/** Nothing when the file is no FoundryTask. */
export function parseTaskFile(name: string): TaskFile | undefined {
  const [, base, stem, end] = NAME.exec(name) ?? [];
  if (base === undefined || stem === undefined) return undefined;
  return { base, stem, state: (end as TaskState | undefined) ?? 'pending' };
}

export function printTaskFile({ base, state }: Pick<TaskFile, 'base' | 'state'>): string {
  return state === 'pending' ? base : `${base}.${state}`;
}
