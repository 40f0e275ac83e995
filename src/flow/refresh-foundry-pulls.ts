import { foundryBranch } from '../core/foundry/foundry-branch.ts';
import { type FoundryMarker, parseFoundryMarker } from '../core/foundry/foundry-marker.ts';
import type { Outcome } from '../core/report/outcome.ts';
import type { Pull } from '../ports/pulls.ts';
import { foundryFingerprint } from './complete-foundry-task.ts';
import { foundryTasksAt } from './foundry-tasks-at.ts';
import { linkOfPull } from './link-of.ts';
import type { ListedTask } from './list-foundry-tasks.ts';
import type { Run } from './run.ts';
import { foundryTask, taskOfFoundry } from './task-of-foundry.ts';

/**
 * Says of each open pull request of a FoundryTask whether it is still what its task asks for. A brick does not depend on
 * the base, so nothing is moved and nothing written.
 */
export async function refreshFoundryPulls(
  run: Pick<Run, 'settings' | 'base' | 'repository' | 'progress'>,
  open: readonly Pull[],
): Promise<readonly Outcome[]> {
  const own = open.flatMap((pull) => {
    const marker = parseFoundryMarker(pull.body);
    const isOwn = marker && pull.branch === foundryBranch(run.settings.branchPrefix, marker.task);
    return isOwn ? [{ pull, marker }] : [];
  });
  if (own.length === 0) return [];
  const listed = await foundryTasksAt(run.repository, run.base.commit);
  return own.map(({ pull, marker }) => {
    const outcome = outcomeOf({ pull, marker }, listed, run);
    const text = outcome.kind === 'completed' ? outcome.status : outcome.reason;
    run.progress.emit({ kind: 'outcome', task: `foundry#${marker.task}`, outcome: outcome.kind, text });
    return outcome;
  });
}

type Unmoved = Extract<Outcome, { kind: 'completed' | 'skipped' }>;

function outcomeOf(
  { pull, marker }: { readonly pull: Pull; readonly marker: FoundryMarker },
  listed: readonly ListedTask[],
  run: Pick<Run, 'settings' | 'base'>,
): Unmoved {
  const found = listed.filter((one) => taskOfFoundry(one).id === marker.task);
  const pending = found.find((one) => one.found.state === 'pending' && one.doneAs === undefined);
  const first = pending ?? found[0];
  const task = first ? taskOfFoundry(first) : foundryTask({ id: marker.task, title: pull.title, file: '' });
  const where = run.base.branch;
  if (!first)
    return { kind: 'skipped', task, why: 'conflict', reason: `its FoundryTask is gone from ${where}` };
  if (!pending)
    return {
      kind: 'skipped',
      task,
      why: 'done',
      reason: `its FoundryTask is not pending on ${where} any more`,
    };
  if (foundryFingerprint(pending, run) === marker.fingerprint)
    return { kind: 'completed', task, status: 'unchanged', pull: linkOfPull(pull), attempts: [] };
  const reason =
    'its FoundryTask, the policy for it or the model is another now: `/complete retry` folds it again';
  return { kind: 'skipped', task, why: 'pull-open', reason };
}
