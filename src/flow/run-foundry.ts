import { Fault } from '../core/fault.ts';
import { parseFoundryTask } from '../core/foundry/parse-foundry-task.ts';
import type { TaskResult } from '../core/foundry/task-result.ts';
import type { Outcome } from '../core/report/outcome.ts';
import { counted } from '../core/text/counted.ts';
import type { Attempt } from '../core/verdicts/attempt.ts';
import type { Analysts } from '../ports/analyst.ts';
import type { FoundryTasks } from '../ports/foundry-tasks.ts';
import type { Progress } from '../ports/progress.ts';
import { foundryNextStep, foundryResult } from './foundry-result.ts';
import type { FoundryWorld } from './foundry-world.ts';
import { leaveOutcome, type OutcomeRecorder } from './leave-outcome.ts';
import { type ListedTask, listFoundryTasks } from './list-foundry-tasks.ts';
import { type FoundryWork, runFoundryTask } from './run-foundry-task.ts';
import { aboutFoundry, taskOfFoundry } from './task-of-foundry.ts';

/** How a FoundryTask of a local run ended. */
export interface FoundryOutcome {
  readonly file: string;
  /** The name of its file where the file has none. */
  readonly id: string;
  readonly outcome: 'done' | 'failed' | 'skipped';
  /** Of what failed or was skipped. */
  readonly reason?: string;
  /** What stands in its file now. */
  readonly result?: TaskResult;
  /** A command for the user. */
  readonly next?: string;
}

export interface FoundryRun {
  readonly tasks: FoundryTasks;
  readonly world: Omit<FoundryWorld, 'analyst'>;
  readonly analysts: Analysts;
  readonly progress: Progress;
  /** Where each task that was done or failed leaves a row. */
  readonly recorder: OutcomeRecorder;
}

/**
 * Works on FoundryTasks one after the other: those that are named, whatever state they are in, else all that are pending
 * or claimed; those that a living process has are skipped. A task that cannot be done is named so in its file, and the
 * others go on. Several processes may do so at once. When the world's signal aborts, the task under way is pending again
 * and those after it are skipped.
 *
 * @param names file names, their stems or task ids
 * Throws `unknown-foundry-task`, and faults that no task is to blame for; what was under way is pending again then.
 */
export async function runFoundry(
  run: FoundryRun,
  names: readonly string[],
): Promise<readonly FoundryOutcome[]> {
  const listed = await listFoundryTasks(run.tasks);
  const chosen = names.length === 0 ? listed.filter(isOpen) : names.flatMap((name) => named(listed, name));
  const outcomes: FoundryOutcome[] = [];
  for (const [at, task] of [...new Set(chosen)].entries()) {
    const id = idOf(task);
    const title = task.parsed.ok ? `${task.parsed.task.type} ${task.parsed.task.source}` : task.file;
    run.progress.emit({ kind: 'task', task: id, title, index: at + 1, count: chosen.length });
    const started = run.recorder.clock.now();
    const analyst = run.analysts.forTask();
    const worked = { ...run, world: { ...run.world, analyst } };
    const outcome = await unlessStopped(worked, task, names.length > 0);
    const left = asOutcome(task, outcome, analyst.attempts);
    leaveOutcome(run.recorder, left, { started, ...aboutFoundry(task, left) });
    run.progress.emit({ kind: 'outcome', task: id, outcome: outcome.outcome, text: textOf(outcome) });
    outcomes.push(outcome);
  }
  return outcomes;
}

function isOpen({ found }: ListedTask): boolean {
  return found.state === 'pending' || found.state === 'claimed';
}

function named(listed: readonly ListedTask[], name: string): readonly ListedTask[] {
  const byFile = listed.filter(
    ({ file, found }) => name === file || name === found.base || name === found.stem,
  );
  const found = byFile.length > 0 ? byFile : listed.filter((task) => idOf(task) === name);
  if (found.length === 0) throw new Fault('unknown-foundry-task', name);
  // Of a task that is there twice, the one that is still to be done.
  const open = found.filter(isOpen);
  return open.length > 0 ? open : found.slice(0, 1);
}

function idOf({ parsed, file }: ListedTask): string {
  return parsed.ok ? parsed.task.task_id : file;
}

type TaskRun = Pick<FoundryRun, 'tasks'> & { readonly world: FoundryWorld };

async function unlessStopped(run: TaskRun, task: ListedTask, isNamed: boolean): Promise<FoundryOutcome> {
  const { signal } = run.world;
  const stopped = (reason: string): FoundryOutcome => ({
    ...{ file: task.file, id: idOf(task), outcome: 'skipped', reason },
  });
  if (signal?.aborted) return stopped('the run was stopped before it');
  try {
    return await outcomeOf(run, task, isNamed);
  } catch (error) {
    if (!signal?.aborted) throw error;
    return stopped('the run was stopped while it was worked on, so it is open again');
  }
}

async function outcomeOf(run: TaskRun, task: ListedTask, isNamed: boolean): Promise<FoundryOutcome> {
  const about = { file: task.file, id: idOf(task) };
  const skipped = (reason: string): FoundryOutcome => ({ ...about, outcome: 'skipped', reason });
  const untouched = (why: string): FoundryOutcome => ({ ...about, outcome: 'failed', reason: why });
  if (!task.found.bytes && !task.parsed.ok) return untouched(task.parsed.why);
  if (task.doneAs !== undefined && !isNamed)
    return skipped(
      `${task.doneAs} is done and has the same name or task_id: name this one to run it all the same`,
    );
  const claimed = await run.tasks.claim(task.found);
  if (claimed.kind === 'held') return skipped(claimed.why);
  if (claimed.kind === 'refused') return untouched(claimed.why);
  await using claim = claimed.claim;
  const started = run.world.clock.now();
  const work = await workOn(run, task, claim.bytes);
  const { stem } = task.found;
  const ends = { started, ended: run.world.clock.now() };
  const { earlier } = claim;
  const note = task.parsed.ok ? task.parsed.note : undefined;
  const result = foundryResult({ work, stem, version: run.world.version, earlier, note, ...ends });
  if (!(await claim.finish(result))) return skipped('its claim was taken away while it was worked on');
  return { ...ended(about, result), next: foundryNextStep(work, stem) };
}

async function workOn({ world }: TaskRun, task: ListedTask, bytes: Uint8Array): Promise<FoundryWork> {
  // As it was when it was claimed: it may have been edited since it was listed.
  const parsed = parseFoundryTask(bytes);
  if (!parsed.ok) return { kind: 'failed', reason: parsed.why };
  if (task.clashesWith !== undefined) {
    const reason = `${task.clashesWith} has the same task_id or destination: give it one of its own`;
    return { kind: 'failed', reason };
  }
  return await runFoundryTask(world, parsed.task, task.found.stem);
}

function ended(about: Pick<FoundryOutcome, 'file' | 'id'>, result: TaskResult): FoundryOutcome {
  const { outcome, reason } = result;
  return { ...about, outcome, ...(reason === undefined ? {} : { reason }), result };
}

/** A local run opens no pull request. */
function asOutcome(
  listed: ListedTask,
  { outcome, reason = '' }: FoundryOutcome,
  attempts: readonly Attempt[],
): Outcome {
  const about = { task: taskOfFoundry(listed), reason };
  const pull = { number: 0, url: '', branch: '' };
  switch (outcome) {
    case 'done':
      return { kind: 'completed', status: 'opened', pull, attempts, task: about.task };
    case 'failed':
      return { kind: 'failed', ...about, attempts, errors: [] };
    case 'skipped':
      return { kind: 'skipped', why: 'held', ...about };
  }
}

function textOf({ reason, result }: FoundryOutcome): string {
  if (reason !== undefined) return reason;
  const bricks = result?.['bricks'];
  if (!Array.isArray(bricks)) return 'analysed';
  const leftOut = Number(result?.['left_out_total'] ?? 0);
  return `${counted(bricks.length, 'brick')}${leftOut === 0 ? '' : `, ${leftOut} left out`}`;
}
