import { Fault } from '../core/fault.ts';
import { addedTasks } from '../core/tasks/added-tasks.ts';
import type { ChangeSource } from '../ports/change-source.ts';
import type { CommitId, Repository } from '../ports/repository.ts';

export interface PushedCommits {
  /** Undefined: a first push or a force push, then every open task counts as new. */
  readonly before: CommitId | undefined;
  readonly after: CommitId;
}

const NOTHING_THERE: ReadonlySet<string> = new Set(['no-openspec', 'tasks-unreadable']);
/** The push took the last change away. */
const NO_PLAN: ReadonlySet<string> = new Set(['no-openspec']);
const CHANGE_FOLDER = /^openspec\/changes\/([^/]+)\/./;

/** What a push brought. */
export interface PushedTasks {
  /** Open tasks that were not there before, as `change#id`. */
  readonly tasks: readonly string[];
  /** Whether a tracked tasks file was touched at all. */
  readonly touched: boolean;
}

/** The open tasks that a push brought. Throws `history-shallow` when `before` cannot be had. */
export async function newTasks(
  { before, after }: PushedCommits,
  repository: Repository,
  sourceAt: (commit: CommitId) => ChangeSource,
): Promise<PushedTasks> {
  const paths = before === undefined ? undefined : await repository.changedPaths(before, after);
  const names = paths && touchedChanges(paths);
  if (names?.length === 0) return { tasks: [], touched: false };
  const now = await changesOf(sourceAt(after), names, NO_PLAN);
  const old = before === undefined ? [] : await changesOf(sourceAt(before), names, NOTHING_THERE);
  const tasks = now.flatMap((change) => {
    const earlier = old.find((one) => one.name === change.name);
    return addedTasks(earlier, change).map((task) => `${change.name}#${task.id}`);
  });
  const tracked = new Set([...old, ...now].flatMap((change) => change.files));
  return { tasks, touched: paths === undefined || paths.some((path) => tracked.has(path)) };
}

function touchedChanges(paths: readonly string[]): readonly string[] {
  const names = paths.flatMap((path) => CHANGE_FOLDER.exec(path)?.[1] ?? []);
  return [...new Set(names)].filter((name) => name !== 'archive');
}

/** Before its first change a repository has no openspec folder, and what could not be read then is new now. */
async function changesOf(
  source: ChangeSource,
  names: readonly string[] | undefined,
  tolerated: ReadonlySet<string>,
): ReturnType<ChangeSource['changes']> {
  try {
    return await source.changes(names);
  } catch (error) {
    if (!(error instanceof Fault) || !tolerated.has(error.code)) throw error;
    return [];
  }
}
