import type { Task } from '../core/tasks/task.ts';
import { claimTask, whoHolds } from './claim-task.ts';
import { findEarlier, lookAgain } from './find-earlier.ts';
import { publishTask } from './publish-task.ts';
import type { Run } from './run.ts';
import { keepBaseline, takeBaseline } from './take-baseline.ts';
import type { TaskEnd } from './task-end.ts';
import type { TaskJob } from './task-job.ts';
import { verifyWork } from './verify-work.ts';
import { writeCode } from './write-code.ts';

/** The story: one task becomes one proven pull request, or one honest reason why not. */
export async function completeTask(job: TaskJob, run: Run): Promise<TaskEnd> {
  const { task, whole, start } = job;
  const started = run.clock.now();
  const found = await findEarlier(job, run);
  if (found.kind === 'ended') return found;
  const holder = await whoHolds(task, run);
  if (holder !== undefined) return held(task, holder);

  // The server is looked for meanwhile, and must be found before a base that nobody knows yet is checked.
  const needsModel = whole.kind !== 'verify';
  if (needsModel) void run.card().catch(() => undefined);
  await using lease = await run.slots.lease(run.signal);
  const text = `checking ${start.branch} at ${start.commit.slice(0, 7)} before anything is changed`;
  run.progress.emit({ kind: 'stage', task: `${task.change}#${task.id}`, stage: 'baseline', round: 0, text });
  const baseline = await takeBaseline(
    needsModel ? { ...run, ready: () => run.card() } : run,
    lease,
    start.commit,
  );
  if (baseline.red) {
    return { outcome: { kind: 'blocked', task, by: 'baseline-red', reason: baseline.red }, tip: undefined };
  }
  // Claimed once nothing stands in the way: what cannot be worked on writes nothing, however often it is tried.
  if (needsModel) await run.card();
  const claimed = run.settings.dryRun ? undefined : await claimTask(task, run);
  if (claimed?.kind === 'held') return held(task, claimed.reason);
  await using claim = claimed?.claim;
  const earlier = claim ? await lookAgain(found, job, run) : found;
  if (earlier.kind === 'ended') return earlier;

  const place = { job, lease, baseline };
  const work = needsModel ? await writeCode(place, run) : await verifyWork(place, run);
  const end = await publishTask({ ...place, claim, earlier, work, started }, run);
  if (end.tip && work.asBase) await keepBaseline(run, end.tip.commit, work.asBase);
  return end;
}

function held(task: Task, reason: string): TaskEnd {
  return { outcome: { kind: 'skipped', task, why: 'held', reason }, tip: undefined };
}
