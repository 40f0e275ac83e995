import type { Fault } from '../core/fault.ts';
import { parseBranchName } from '../core/pulls/branch-name.ts';
import type { Outcome } from '../core/report/outcome.ts';
import { systemFault } from '../core/system-fault.ts';
import type { PlannedTask } from '../core/tasks/order-tasks.ts';
import type { Pull } from '../ports/pulls.ts';
import { clearClaims } from './claim-task.ts';
import { completeTask } from './complete-task.ts';
import { planTasks } from './plan-tasks.ts';
import { prepareJob } from './prepare-job.ts';
import { recordOutcome } from './record-outcome.ts';
import type { Run } from './run.ts';
import { RunLedger } from './run-ledger.ts';
import { startOfTask } from './start-of-task.ts';
import type { TaskEnd } from './task-end.ts';

/** What a run did, whole or up to the fault that stopped it. Outcomes are in the order of the work. */
export interface RunEnd {
  readonly outcomes: readonly Outcome[];
  readonly fault?: Fault;
  /** What no fault explains: the run ended there, and whoever started it says so. */
  readonly bug?: unknown;
}

/** Tasks that cost nothing (rejected, waiting for a person) and may stand before those that are worked on. */
const LOOK_AHEAD = 50;

/** Works on the tasks one after the other, within `max-tasks`, `max-open-pulls` and the run's time. */
export async function completeTasks(run: Run): Promise<RunEnd> {
  const { settings, progress } = run;
  const listing = run.pulls.listOpen(settings.branchPrefix);
  const [openPulls] = await Promise.all([listing, settings.dryRun ? undefined : clearClaims(run)]);
  const plan = await planTasks(run.source, {
    order: settings.order,
    changes: settings.changes,
    tasks: settings.tasks,
    maxTasks: settings.maxTasks + openPulls.length + LOOK_AHEAD,
    skip: settings.policy.skip,
    shard: settings.shard,
    openPulls: countByChange(openPulls, settings.branchPrefix),
  });
  const tips = await run.branches.tips(openPulls.map(({ branch }) => branch));
  const ledger = new RunLedger(run, openPulls, tips);
  const count = Math.min(plan.planned.length, settings.maxTasks);
  let index = 0;
  for (const planned of plan.planned) {
    const { task } = planned;
    const refusal = ledger.refusal(task);
    if (refusal) {
      ledger.record(task, { outcome: refusal, tip: undefined });
      continue;
    }
    index += 1;
    const name = `${task.change}#${task.id}`;
    progress.emit({ kind: 'task', task: name, title: task.title, index, count: Math.max(index, count) });
    const end = await recordOutcome(
      run,
      (recorded) => endOf(planned, { run: recorded, ledger }),
      ({ outcome }) => outcome,
    );
    ledger.record(task, end);
    progress.emit({ kind: 'outcome', task: name, ...describe(end.outcome) });
  }
  const skipped = plan.skipped.map((skip): Outcome => ({ kind: 'skipped', ...skip }));
  return {
    outcomes: [...ledger.outcomes, ...skipped],
    ...(ledger.fault ? { fault: ledger.fault } : {}),
    ...(ledger.bug === undefined ? {} : { bug: ledger.bug }),
  };
}

/** How many of the pull requests each change has, as far as their branches tell. */
function countByChange(pulls: readonly Pull[], branchPrefix: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { branch } of pulls) {
    const change = parseBranchName(branchPrefix, branch)?.change;
    if (change !== undefined) counts.set(change, (counts.get(change) ?? 0) + 1);
  }
  return counts;
}

interface Surroundings {
  readonly run: Run;
  readonly ledger: RunLedger;
}

async function endOf(planned: PlannedTask, { run, ledger }: Surroundings): Promise<TaskEnd> {
  const { task } = planned;
  try {
    const start = await startOfTask(planned, ledger, run);
    if (start.kind === 'blocked')
      return { outcome: { kind: 'blocked', task, by: 'earlier-task', reason: start.reason }, tip: undefined };
    const prepared = await prepareJob(planned, { start: start.base, ...ledger.openOf(task) }, run);
    return prepared.kind === 'ended' ? prepared : await completeTask(prepared.job, run);
  } catch (error) {
    // Whatever a stopped tool throws: the task is not to blame, and the run has no fault.
    if (run.signal.aborted) {
      const why = run.signal.reason instanceof Error ? run.signal.reason.message : 'stopped';
      const reason = `the run was ${why} before it was done`;
      return { outcome: { kind: 'skipped', task, why: 'timeout', reason }, tip: undefined };
    }
    const fault = systemFault(error);
    if (fault?.code === 'branch-moved') {
      const reason = 'another run or a person moved its branch meanwhile, so this run left it alone';
      return { outcome: { kind: 'skipped', task, why: 'held', reason }, tip: undefined };
    }
    if (fault) ledger.recordFault(fault);
    else ledger.recordBug(error);
    const reason = fault?.message ?? 'a bug in openspec-complete stopped it';
    return { outcome: { kind: 'failed', task, reason, attempts: [], errors: [] }, tip: undefined };
  }
}

function describe(outcome: Outcome): { outcome: string; text: string } {
  switch (outcome.kind) {
    case 'completed':
      return { outcome: outcome.status, text: outcome.pull.url || outcome.pull.branch };
    case 'failed':
      return { outcome: 'failed', text: outcome.reason };
    case 'blocked':
      return { outcome: 'blocked', text: `${outcome.by}: ${outcome.reason}` };
    case 'skipped':
      return { outcome: 'skipped', text: outcome.reason };
  }
}
