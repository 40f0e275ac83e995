import { Fault } from '../core/fault.ts';
import { TASK_FOLDER, type TaskState } from '../core/foundry/task-file.ts';
import type { Settings } from '../core/policy/settings.ts';
import type { Outcome, SkipReason } from '../core/report/outcome.ts';
import { splitTasks } from '../core/tasks/split-tasks.ts';
import { nameNearest } from '../core/text/name-nearest.ts';
import type { ListedTask } from './list-foundry-tasks.ts';
import { taskOfFoundry } from './task-of-foundry.ts';

/** Which FoundryTasks of the base branch a run is about. */
export interface FoundrySelection {
  /** Paths of task files; undefined: all. */
  readonly only?: readonly string[];
  /** Task ids, also as `foundry#<id>`, or names of task files; none: all that are pending. */
  readonly names?: readonly string[];
}

export interface ChosenFoundryTasks {
  readonly pending: readonly ListedTask[];
  /** Those that were named and are not pending. */
  readonly skipped: readonly Outcome[];
}

/**
 * The pending tasks of a selection, or of this job's part of it: each on its own, since none depends on another. What was
 * named and is skipped is told by the first part alone. Throws `unknown-foundry-task`.
 */
export function chooseFoundryTasks(
  listed: readonly ListedTask[],
  { only, names = [] }: FoundrySelection,
  shard?: Settings['shard'],
): ChosenFoundryTasks {
  const wanted = names.length === 0 ? listed.filter(isPending) : withNames(listed, names);
  const pending = wanted
    .filter(isPending)
    .filter(({ file }) => only?.includes(`${TASK_FOLDER}/${file}`) ?? true);
  const skipped = wanted.flatMap(skippedOf);
  if (!shard) return { pending, skipped };
  const parts = splitTasks(
    pending.map((one) => ({ one, change: 'foundry' })),
    'independent',
    shard.of,
  );
  const own = parts[shard.part - 1] ?? [];
  return { pending: own.map(({ one }) => one), skipped: shard.part === 1 ? skipped : [] };
}

function isPending({ found }: ListedTask): boolean {
  return found.state === 'pending';
}

function withNames(listed: readonly ListedTask[], names: readonly string[]): readonly ListedTask[] {
  const found = names.map((name) => ({ name, tasks: withName(listed, name) }));
  const unknown = found.flatMap(({ name, tasks }) => (tasks.length === 0 ? [name] : []));
  if (unknown.length > 0) {
    const known = listed.map((one) => taskOfFoundry(one).id);
    throw new Fault('unknown-foundry-task', nameNearest(unknown, known));
  }
  const chosen = new Set(found.flatMap(({ tasks }) => tasks));
  return listed.filter((one) => chosen.has(one));
}

function withName(listed: readonly ListedTask[], name: string): readonly ListedTask[] {
  const id = name.replace(/^foundry#/, '');
  const byId = listed.filter((one) => taskOfFoundry(one).id === id);
  const found = byId.length > 0 ? byId : listed.filter((one) => isFile(one, name));
  // Of a task that is there twice, the one that is still to be done.
  const pending = found.filter(isPending);
  return pending.length > 0 ? pending : found.slice(0, 1);
}

function isFile({ file, found }: ListedTask, name: string): boolean {
  return [file, found.base, found.stem, `${TASK_FOLDER}/${file}`].includes(name);
}

const WHY: Readonly<Record<Exclude<TaskState, 'pending'>, SkipReason>> = {
  claimed: 'held',
  done: 'done',
  failed: 'failed-before',
};

function skippedOf(listed: ListedTask): readonly Outcome[] {
  const { file, found } = listed;
  if (found.state === 'pending') return [];
  const reason = `its file is ${file}: rename it to ${found.base} to have it done again`;
  return [{ kind: 'skipped', task: taskOfFoundry(listed), why: WHY[found.state], reason }];
}
