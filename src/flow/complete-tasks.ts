import { Fault } from '../core/fault.ts';
import type { Outcome } from '../core/report/outcome.ts';
import type { PlannedTask } from '../core/tasks/order-tasks.ts';
import { completeTask } from './complete-task.ts';
import { planTasks } from './plan-tasks.ts';
import { prepareJob } from './prepare-job.ts';
import type { Run } from './run.ts';
import { RunLedger } from './run-ledger.ts';
import { type Start, startOfTask, type Tip } from './start-of-task.ts';
import type { TaskEnd } from './task-end.ts';

/** What a run did, whole or up to the fault that stopped it. Outcomes are in the order of the work. */
export interface RunEnd {
  readonly outcomes: readonly Outcome[];
  readonly fault?: Fault;
}

/** Tasks that cost nothing (rejected, waiting for a person) and may stand before those that are worked on. */
const LOOK_AHEAD = 50;

/** Works on the tasks one after the other, within `max-tasks`, `max-open-pulls` and the run's time. */
export async function completeTasks(run: Run): Promise<RunEnd> {
  const { settings, progress } = run;
  const openPulls = await run.pulls.listOpen(settings.branchPrefix);
  const plan = await planTasks(run.source, {
    order: settings.order,
    changes: settings.changes,
    tasks: settings.tasks,
    maxTasks: settings.maxTasks + openPulls.length + LOOK_AHEAD,
    skip: settings.policy.skip,
  });
  const ledger = new RunLedger(run, openPulls);
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
    const end = await endOf(planned, { run, ledger });
    ledger.record(task, end);
    progress.emit({ kind: 'outcome', task: name, ...describe(end.outcome) });
  }
  const skipped = plan.skipped.map((skip): Outcome => ({ kind: 'skipped', ...skip }));
  return { outcomes: [...ledger.outcomes, ...skipped], ...(ledger.fault ? { fault: ledger.fault } : {}) };
}

interface Surroundings {
  readonly run: Run;
  readonly ledger: RunLedger;
}

async function endOf(planned: PlannedTask, { run, ledger }: Surroundings): Promise<TaskEnd> {
  const { task } = planned;
  try {
    const start = await findStart(planned, { run, ledger });
    if (start.kind === 'blocked')
      return { outcome: { kind: 'blocked', task, by: 'earlier-task', reason: start.reason }, tip: undefined };
    const prepared = await prepareJob(planned, { start: start.base, openPull: ledger.pullOf(task) }, run);
    return prepared.kind === 'ended' ? prepared : await completeTask(prepared.job, run);
  } catch (error) {
    if (error instanceof Fault) {
      ledger.recordFault(error);
      return {
        outcome: { kind: 'failed', task, reason: error.message, attempts: [], errors: [] },
        tip: undefined,
      };
    }
    if (!run.signal.aborted) throw error;
    const why = run.signal.reason instanceof Error ? run.signal.reason.message : 'stopped';
    const reason = `the run was ${why} before it was done`;
    return { outcome: { kind: 'skipped', task, why: 'timeout', reason }, tip: undefined };
  }
}

/** Where the work starts: see {@link startOfTask}. */
async function findStart(planned: PlannedTask, { run, ledger }: Surroundings): Promise<Start> {
  const { task, dependencies } = planned;
  const [change] = await run.source.changes([task.change]);
  const siblings = change?.tasks ?? [];
  const earlier = siblings
    .slice(
      0,
      Math.max(
        0,
        siblings.findIndex((one) => one.id === task.id),
      ),
    )
    .toReversed();
  const failed = earlier.find((one) => dependencies.includes(one.id) && ledger.hasFailed(one));
  const before = earlier.flatMap((one) => ledger.endOf(one)?.tip ?? [])[0];
  const open = before
    ? undefined
    : earlier.filter((one) => !one.done).flatMap((one) => ledger.pullOf(one) ?? [])[0];
  return startOfTask({
    order: run.settings.order,
    base: run.base,
    failed,
    before,
    openBefore: open && !open.draft ? await tipOf(open.branch, run) : undefined,
  });
}

async function tipOf(branch: string, run: Run): Promise<Tip | undefined> {
  const commit = await run.branches.tip(branch);
  return commit === undefined ? undefined : { branch, commit };
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
