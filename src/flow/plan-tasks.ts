import { Fault } from '../core/fault.ts';
import type { SkipReason } from '../core/report/outcome.ts';
import { orderTasks, type PlannedTask, type Selection, type TaskPlan } from '../core/tasks/order-tasks.ts';
import type { Task, TaskKind } from '../core/tasks/task.ts';
import { nameNearest } from '../core/text/name-nearest.ts';
import type { ChangeSource } from '../ports/change-source.ts';

/** What `openspec-complete plan --json` prints. Keys are fixed; further ones may come. */
export interface PlanListing {
  readonly order: Selection['order'];
  readonly planned: readonly PlannedEntry[];
  readonly skipped: readonly SkippedEntry[];
}

export interface PlannedEntry {
  readonly change: string;
  readonly task: string;
  readonly title: string;
  readonly kind: TaskKind;
  readonly file: string;
  readonly line: number;
  readonly branch: string;
  /** The branch the pull request goes to: the predecessor's, else the base branch. */
  readonly base: string;
  readonly predecessor: string | null;
  /** Tasks of this plan that must succeed first. */
  readonly dependencies: readonly string[];
  readonly nested: readonly string[];
  readonly commands: readonly string[];
}

export interface SkippedEntry {
  readonly change: string;
  readonly task: string;
  readonly title: string;
  readonly kind: TaskKind;
  readonly why: SkipReason;
  readonly reason: string;
}

/** Names of the branches a plan speaks of. */
export interface BranchNames {
  /** The branch pull requests go to in the end. */
  readonly base: string;
  readonly branchOf: (task: Task) => string;
}

/**
 * Chooses what a run works on. Throws `unknown-change`, `unknown-task`, `no-openspec`, `tasks-unreadable`.
 * Only the wanted changes are read, so a broken file of another one is no obstacle.
 */
export async function planTasks(source: ChangeSource, selection: Selection): Promise<TaskPlan> {
  const changes = await source.changes(wantedNames(selection));
  const plan = orderTasks(changes, selection);
  if (plan.unknownChanges.length > 0) {
    const all = (await source.changes()).map((change) => change.name);
    throw new Fault('unknown-change', nameNearest(plan.unknownChanges, all));
  }
  const ids = changes.flatMap((change) => change.tasks.map((task) => task.id));
  if (plan.unknownTasks.length > 0) throw new Fault('unknown-task', nameNearest(plan.unknownTasks, ids));
  return plan;
}

/** The plan as plain data. */
export function listPlan(plan: TaskPlan, order: Selection['order'], names: BranchNames): PlanListing {
  return {
    order,
    planned: plan.planned.map((entry) => listPlanned(entry, names)),
    skipped: plan.skipped.map(({ task, why, reason }) => ({ ...nameTask(task), why, reason })),
  };
}

function wantedNames(selection: Selection): readonly string[] | undefined {
  const bare = selection.tasks.some((task) => task.lastIndexOf('#') <= 0);
  const named = selection.tasks.filter((task) => task.lastIndexOf('#') > 0);
  if (selection.changes.length === 0 && (bare || named.length === 0)) return undefined;
  return [...selection.changes, ...named.map((task) => task.slice(0, task.lastIndexOf('#')))];
}

function nameTask(task: Task): Pick<PlannedEntry, 'change' | 'task' | 'title' | 'kind'> {
  return { change: task.change, task: task.id, title: task.title, kind: task.kind };
}

function listPlanned(
  { task, nested, predecessor, dependencies }: PlannedTask,
  names: BranchNames,
): PlannedEntry {
  return {
    ...nameTask(task),
    file: task.file,
    line: task.line,
    branch: names.branchOf(task),
    base: predecessor ? names.branchOf(predecessor) : names.base,
    predecessor: predecessor?.id ?? null,
    dependencies,
    nested: nested.map((child) => child.id),
    commands: task.commands,
  };
}
