import type { Fault } from '../core/fault.ts';
import { isBranchOf } from '../core/pulls/branch-name.ts';
import type { Outcome, SkipReason } from '../core/report/outcome.ts';
import type { Task } from '../core/tasks/task.ts';
import type { Pull } from '../ports/pulls.ts';
import type { CommitId } from '../ports/repository.ts';
import type { Run } from './run.ts';
import type { TaskEnd } from './task-end.ts';

/** Faults of one task's prompt: the next task may well fit, so the run goes on. */
const TASK_FAULTS: ReadonlySet<string> = new Set(['model-context-small']);

/** What a run has done so far, and from that whether the next task may be worked on. */
export class RunLedger {
  readonly #run: Run;
  readonly #openPulls: readonly Pull[];
  readonly #tips: ReadonlyMap<string, CommitId>;
  readonly #ends = new Map<string, TaskEnd>();
  #worked = 0;
  #opened = 0;
  #fault: Fault | undefined;
  #bug: unknown;
  #stopped = false;

  /** @param tips of the branches of the pull requests, when the run began */
  constructor(run: Run, openPulls: readonly Pull[], tips: ReadonlyMap<string, CommitId>) {
    this.#run = run;
    this.#openPulls = openPulls;
    this.#tips = tips;
  }

  /** The first fault that happened, of the run or of one task. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** What stopped the run and is no fault of the world. */
  get bug(): unknown {
    return this.#bug;
  }

  get outcomes(): readonly Outcome[] {
    return [...this.#ends.values()].map((end) => end.outcome);
  }

  /** Why this task is not worked on any more, or undefined. */
  refusal(task: Task): Outcome | undefined {
    const { settings, signal } = this.#run;
    const skip = (why: SkipReason, reason: string): Outcome => ({ kind: 'skipped', task, why, reason });
    if (this.#stopped) return skip('stopped', 'the run had to stop before it');
    if (signal.aborted) return skip('timeout', 'the run ended before it');
    const spent = this.#run.budget?.spent;
    if (spent !== undefined) return skip('budget', spent);
    if (this.#worked >= settings.maxTasks) return skip('max-tasks', `max-tasks is ${settings.maxTasks}`);
    const open = this.#openPulls.length + this.#opened;
    if (open >= settings.maxOpenPulls && !this.pullOf(task))
      return skip(
        'max-open-pulls',
        `${open} pull requests are open, max-open-pulls is ${settings.maxOpenPulls}`,
      );
    return undefined;
  }

  /** The open pull request an earlier run left for the task. */
  pullOf(task: Task): Pull | undefined {
    const key = { change: task.change, id: task.id };
    return this.#openPulls.find((pull) => isBranchOf(this.#run.settings.branchPrefix, key, pull.branch));
  }

  /** The pull request an earlier run left for the task, and where its branch was when the run began. */
  openOf(task: Task): { readonly openPull: Pull | undefined; readonly openTip?: CommitId } {
    const openPull = this.pullOf(task);
    const openTip = openPull && this.#tips.get(openPull.branch);
    return { openPull, ...(openTip === undefined ? {} : { openTip }) };
  }

  endOf(task: Task): TaskEnd | undefined {
    return this.#ends.get(nameOf(task));
  }

  /** Why nothing can build on a task of this run, or undefined: it is done, or has a branch, or was not reached. */
  missing(task: Task): string | undefined {
    const end = this.endOf(task);
    if (!end || end.tip) return undefined;
    const { outcome } = end;
    if (outcome.kind !== 'skipped') return 'which could not be completed';
    return outcome.why === 'done' ? undefined : `which was left alone: ${outcome.reason}`;
  }

  record(task: Task, end: TaskEnd): void {
    this.#ends.set(nameOf(task), end);
    const { outcome } = end;
    const untouched = outcome.kind === 'completed' && outcome.status === 'unchanged';
    if ((outcome.kind === 'completed' && !untouched) || outcome.kind === 'failed') this.#worked += 1;
    const pull = outcome.kind === 'completed' || outcome.kind === 'failed' ? outcome.pull : undefined;
    if (pull && !this.pullOf(task)) this.#opened += 1;
  }

  recordBug(bug: unknown): void {
    this.#bug ??= bug;
    this.#stopped = true;
  }

  recordFault(fault: Fault): void {
    this.#fault ??= fault;
    this.#stopped ||= !TASK_FAULTS.has(fault.code);
  }
}

function nameOf(task: Task): string {
  return `${task.change}#${task.id}`;
}
