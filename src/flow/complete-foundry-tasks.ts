import type { Fault } from '../core/fault.ts';
import { foundryBranch } from '../core/foundry/foundry-branch.ts';
import type { Outcome, SkipReason } from '../core/report/outcome.ts';
import { systemFault } from '../core/system-fault.ts';
import type { Task } from '../core/tasks/task.ts';
import { chooseFoundryTasks, type FoundrySelection } from './choose-foundry-tasks.ts';
import { completeFoundryTask } from './complete-foundry-task.ts';
import type { RunEnd } from './complete-tasks.ts';
import type { FoundryJob } from './foundry-job.ts';
import type { FoundryPullRun } from './foundry-pull-run.ts';
import { foundryTasksAt } from './foundry-tasks-at.ts';
import { leaveOutcome } from './leave-outcome.ts';
import { aboutFoundry, taskOfFoundry } from './task-of-foundry.ts';

/**
 * Makes a pull request of every pending FoundryTask of the selection, within the run's shard, `max-tasks`,
 * `max-open-pulls` and time. Tasks are read from the base branch, never from the working tree. Throws
 * `unknown-foundry-task`.
 */
export async function completeFoundryTasks(
  run: FoundryPullRun,
  selection: FoundrySelection,
): Promise<RunEnd> {
  const listed = await foundryTasksAt(run.repository, run.base.commit);
  const { pending, skipped: others } = chooseFoundryTasks(listed, selection, run.settings.shard);
  if (pending.length === 0) return { outcomes: others };
  const openPulls = await run.pulls.listOpen(run.settings.branchPrefix);
  const outcomes: Outcome[] = [];
  let trouble: Pick<RunEnd, 'fault' | 'bug'> = {};
  for (const [at, one] of pending.entries()) {
    const task = taskOfFoundry(one);
    const name = `foundry#${task.id}`;
    const job = { listed: one, task, openPulls };
    const hasTrouble = trouble.fault !== undefined || trouble.bug !== undefined;
    const refused = hasTrouble
      ? skipped(task, 'stopped', 'the run had to stop before it')
      : refusal(job, outcomes, run);
    run.progress.emit({ kind: 'task', task: name, title: task.title, index: at + 1, count: pending.length });
    const started = run.clock.now();
    const end = refused ? { outcome: refused } : await endOf(job, run);
    if (end.trouble) trouble = end.trouble;
    leaveOutcome(run, end.outcome, { started, ...aboutFoundry(one, end.outcome) });
    outcomes.push(end.outcome);
    const { kind } = end.outcome;
    const text =
      'reason' in end.outcome ? end.outcome.reason : end.outcome.pull.url || end.outcome.pull.branch;
    run.progress.emit({ kind: 'outcome', task: name, outcome: kind, text });
  }
  return { outcomes: [...outcomes, ...others], ...trouble };
}

function refusal(
  { task, openPulls }: FoundryJob,
  outcomes: readonly Outcome[],
  { settings, signal }: FoundryPullRun,
): Outcome | undefined {
  if (signal.aborted) return skipped(task, 'timeout', 'the run ended before it');
  const worked = outcomes.filter(
    (one) => one.kind === 'failed' || (one.kind === 'completed' && one.status !== 'unchanged'),
  );
  if (worked.length >= settings.maxTasks)
    return skipped(task, 'max-tasks', `max-tasks is ${settings.maxTasks}`);
  const opened = worked.filter((one) => one.kind === 'completed' && one.status === 'opened').length;
  const open = openPulls.length + opened;
  if (open < settings.maxOpenPulls) return undefined;
  const own = foundryBranch(settings.branchPrefix, task.id);
  const isOwn = openPulls.some(({ branch }) => branch === own);
  if (isOwn) return undefined;
  const reason = `${open} pull requests are open, max-open-pulls is ${settings.maxOpenPulls}`;
  return skipped(task, 'max-open-pulls', reason);
}

function skipped(task: Task, why: SkipReason, reason: string): Outcome {
  return { kind: 'skipped', task, why, reason };
}

interface End {
  readonly outcome: Outcome;
  readonly trouble?: { readonly fault?: Fault; readonly bug?: unknown };
}

async function endOf(job: FoundryJob, run: FoundryPullRun): Promise<End> {
  const { task } = job;
  try {
    return { outcome: await completeFoundryTask(job, run) };
  } catch (error) {
    if (run.signal.aborted) {
      const why = run.signal.reason instanceof Error ? run.signal.reason.message : 'stopped';
      return { outcome: skipped(task, 'timeout', `the run was ${why} before it was done`) };
    }
    const fault = systemFault(error);
    if (fault?.code === 'branch-moved')
      return { outcome: skipped(task, 'held', 'another run or a person moved its branch meanwhile') };
    const reason = fault?.message ?? 'a bug in openspec-complete stopped it';
    const failed: Outcome = { kind: 'failed', task, reason, attempts: [], errors: [] };
    // A path that the repository has as a link is the task's own trouble.
    if (fault?.code === 'path-refused') return { outcome: failed };
    return { outcome: failed, trouble: fault ? { fault } : { bug: error } };
  }
}
