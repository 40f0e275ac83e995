import { fingerprint } from '../core/pulls/fingerprint.ts';
import type { Outcome } from '../core/report/outcome.ts';
import { boxesOf } from '../core/tasks/boxes-of.ts';
import type { PlannedTask } from '../core/tasks/order-tasks.ts';
import { parseTasks } from '../core/tasks/parse-tasks.ts';
import type { Task } from '../core/tasks/task.ts';
import { tickTask } from '../core/tasks/tick-task.ts';
import { wholeTask } from '../core/tasks/whole-task.ts';
import type { Run } from './run.ts';
import type { TaskEnd } from './task-end.ts';
import type { TaskJob } from './task-job.ts';

/** The job, or why there is none: its box is not open where the work would start. */
export type Prepared =
  | { readonly kind: 'job'; readonly job: TaskJob }
  | ({ readonly kind: 'ended' } & TaskEnd);

/** Gathers what a task needs before anything is spent on it, its ticked tracked file included. */
export async function prepareJob(
  planned: PlannedTask,
  place: Pick<TaskJob, 'start' | 'openPull' | 'openTip'>,
  run: Run,
): Promise<Prepared> {
  const { task } = planned;
  const documents = await run.source.documents(task.change);
  const whole = wholeTask(task, planned.nested);
  const known = {
    ...{ ...place, task, whole, documents },
    fingerprint: fingerprint(whole, documents, run.settings),
  };
  if (task.issue) return { kind: 'job', job: { ...known, ticked: undefined } };
  const files = await run.repository.read(place.start.commit, [task.file]);
  const bytes = files.get(task.file);
  const here = bytes ? locate(planned, bytes) : [];
  const isThere = task.isSection ? here.length === planned.nested.length : here[0]?.text === task.text;
  const ticked = bytes && isThere && here.length > 0 ? tickTask(bytes, here) : undefined;
  if (ticked?.kind !== 'ticked') {
    const outcome = notOpen(planned, bytes, place.start.branch);
    return { kind: 'ended', outcome, tip: undefined };
  }
  const job: TaskJob = {
    ...known,
    ticked: { path: task.file, bytes: ticked.bytes, line: here[0]?.line ?? task.line },
  };
  return { kind: 'job', job };
}

/** The same tasks as they stand in the file at the start commit: a stack may have moved their lines. */
function locate({ task, nested }: PlannedTask, bytes: Uint8Array): readonly Task[] {
  const content = new TextDecoder().decode(bytes);
  const found = parseTasks(task.change, [{ path: task.file, content }]).tasks;
  return boxesOf(task, nested).flatMap((wanted) => {
    const same = found.filter((one) => one.text === wanted.text && !one.done);
    return same.find((one) => one.id === wanted.id) ?? same.find((one) => one.line === wanted.line) ?? [];
  });
}

/** A stack may be older than the task, or than its words. */
function notOpen(planned: PlannedTask, bytes: Uint8Array | undefined, branch: string): Outcome {
  const { task } = planned;
  const content = new TextDecoder().decode(bytes);
  const there = parseTasks(task.change, [{ path: task.file, content }]).tasks;
  const isDone = ({ text }: Task) => there.some((one) => one.done && one.text === text);
  if (boxesOf(task, planned.nested).some(isDone)) {
    const reason = `its box is not open in ${task.file} on ${branch}`;
    return { kind: 'skipped', task, why: 'done', reason };
  }
  const reason = `it builds on ${branch}, whose ${task.file} does not have it in these words yet: merge that first`;
  return { kind: 'skipped', task, why: 'waiting', reason };
}
