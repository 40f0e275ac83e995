import { changesAtCommit } from '../adapters/openspec/open-changes.ts';
import type { Settings } from '../core/policy/settings.ts';
import { type PlanMatrix, planMatrix } from '../core/report/plan-matrix.ts';
import { splitTasks } from '../core/tasks/split-tasks.ts';
import { planTasks } from '../flow/plan-tasks.ts';
import { sourceOfUnit } from '../flow/source-of-unit.ts';
import type { Tip } from '../flow/tip.ts';
import type { Repository } from '../ports/repository.ts';

/** `mode: plan`: the open tasks in parts for as many jobs; `told` is a part of a sentence. Asks no model. */
export async function planParts(
  settings: Settings,
  repository: Repository,
  base: Tip,
): Promise<{ readonly matrix: PlanMatrix; readonly told: string }> {
  const { order, changes, tasks, policy, parts } = settings;
  const maxTasks = Number.POSITIVE_INFINITY;
  const source = sourceOfUnit(changesAtCommit(repository, base.commit), settings.unit);
  const plan = await planTasks(source, { order, changes, tasks, maxTasks, skip: policy.skip });
  const open = plan.planned.map(({ task }) => task);
  const matrix = planMatrix(splitTasks(open, order, parts));
  const count = (number: number, thing: string) => `${number} ${thing}${number === 1 ? '' : 's'}`;
  return {
    matrix,
    told: `mode plan only plans, ${count(open.length, 'open task')} in ${count(matrix.include.length, 'part')}`,
  };
}
