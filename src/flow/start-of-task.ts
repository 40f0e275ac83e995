import type { PlannedTask } from '../core/tasks/order-tasks.ts';
import type { Task } from '../core/tasks/task.ts';
import { isProven } from './is-proven.ts';
import type { Run } from './run.ts';
import type { RunLedger } from './run-ledger.ts';
import type { Tip } from './tip.ts';

/** Where a task's work starts, or why it cannot. */
export type Start =
  | { readonly kind: 'start'; readonly base: Tip }
  | { readonly kind: 'blocked'; readonly reason: string };

/**
 * `frontier` and `independent`: on the base. `stacked`: on top of the nearest earlier task of the change that has a
 * proven branch, of this run or an open pull request of an earlier one; blocked when a task it depends on has none.
 */
export async function startOfTask(planned: PlannedTask, ledger: RunLedger, run: Run): Promise<Start> {
  if (run.settings.order !== 'stacked') return { kind: 'start', base: run.base };
  const earlier = await earlierTasks(planned.task, run);
  for (const one of earlier) {
    const missing = planned.dependencies.includes(one.id) ? ledger.missing(one) : undefined;
    if (missing !== undefined) return { kind: 'blocked', reason: `it builds on ${one.id}, ${missing}` };
  }
  for (const one of earlier) {
    const end = ledger.endOf(one);
    const tip = end ? end.tip : await openTip(one, ledger, run);
    if (tip) return { kind: 'start', base: tip };
  }
  return { kind: 'start', base: run.base };
}

/** The tasks before it in its change, the nearest first. */
async function earlierTasks(task: Task, run: Run): Promise<readonly Task[]> {
  const [change] = await run.source.changes([task.change]);
  const tasks = change?.tasks ?? [];
  const at = tasks.findIndex((one) => one.id === task.id);
  return tasks.slice(0, Math.max(0, at)).toReversed();
}

/** Branch of the proven pull request that an earlier run left open. */
async function openTip(task: Task, ledger: RunLedger, run: Run): Promise<Tip | undefined> {
  const pull = task.done ? undefined : ledger.pullOf(task);
  if (!pull || !isProven(pull)) return undefined;
  const commit = await run.branches.tip(pull.branch);
  return commit === undefined ? undefined : { branch: pull.branch, commit };
}
