import { Fault } from '../core/fault.ts';
import type { WatchStatus } from '../core/metrics/watch-metrics.ts';
import type { Outcome } from '../core/report/outcome.ts';
import type { RunEnd } from './complete-tasks.ts';

/** What a watch has in its hands. */
export interface Watching {
  /** Everything that decides what there is to do, as one text: equal texts mean that nothing has changed. */
  readonly state: () => Promise<string>;
  /** One run over all open tasks. */
  readonly work: () => Promise<RunEnd>;
  /** Whether the model server could take a call now; loads nothing. */
  readonly isModelBack: () => Promise<boolean>;
  /** Until something changed or the time is over; never rejects. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Milliseconds of a steady clock, and a number from 0 to 1. */
  readonly now: () => number;
  readonly random: () => number;
  readonly say: (text: string) => void;
  /** Told whenever the watch turns to something else. */
  readonly tell: (state: WatchState) => void;
  readonly intervalMilliseconds: number;
  readonly signal: AbortSignal;
}

/** What a watch is at, for those who look at it. */
export interface WatchState {
  readonly status: WatchStatus;
  /** What it waits to pass; only when it is in trouble. */
  readonly trouble?: Fault;
}

/** A fault is tried again after one interval, then after two, four, … at most so many. */
const MOST_INTERVALS = 5;
/** Reasons that pass without anything that `state` could see. */
const PASSING: ReadonlySet<string> = new Set(['held', 'timeout', 'stopped', 'max-tasks', 'budget']);

/** What the last run left. `again`: there may be more to do although nothing changes. */
interface Seen {
  readonly state: string;
  readonly outcomes: string;
  readonly again: boolean;
}

/** What keeps the work from being done, and when it is tried again. */
interface Trouble {
  readonly fault: Fault;
  readonly state: string;
  readonly count: number;
  readonly until: number;
}

/**
 * Works on open tasks as they come, until the signal fires. After each run it goes on at once while there is more to do,
 * and else waits for a change. A fault is told once and tried again, later each time, or when something changed;
 * what ends the same way twice on the same state is left until the state is another one.
 */
export async function watchTasks(watching: Watching): Promise<void> {
  const watch = new Watch(watching);
  while (!watching.signal.aborted) {
    const pause = await watch.turn();
    watching.tell(watch.state);
    await watching.wait(pause);
  }
}

class Watch {
  readonly #watching: Watching;
  #seen: Seen | undefined;
  #trouble: Trouble | undefined;

  constructor(watching: Watching) {
    this.#watching = watching;
  }

  /** Between two turns. */
  get state(): WatchState {
    const { fault: trouble } = this.#trouble ?? {};
    return trouble ? { status: 'in_trouble', trouble } : { status: 'waiting' };
  }

  /** Does what is due. The milliseconds until something may be due again; 0: at once. */
  async turn(): Promise<number> {
    const { signal, intervalMilliseconds } = this.#watching;
    const state = await orFault(this.#watching.state);
    if (state instanceof Fault) return this.#meet(state, '');
    if (!this.#isDue(state)) return this.#untilDue();
    const { fault } = this.#trouble ?? {};
    // Said once, and not by failing again: a run would name its first task and call it failed.
    if (fault?.exit === 3 && !(await this.#watching.isModelBack())) return this.#meet(fault, state);
    const end = await orFault(() => this.#work());
    if (signal.aborted) return 0;
    if (end instanceof Fault) return this.#meet(end, state);
    const after = await orFault(this.#watching.state);
    if (after instanceof Fault) return this.#meet(after, '');
    if (this.#trouble) this.#watching.say('it works again');
    this.#trouble = undefined;
    this.#seen = seeing(end.outcomes, { before: state, after, seen: this.#seen });
    return this.#seen.again ? 0 : intervalMilliseconds;
  }

  #isDue(state: string): boolean {
    const [trouble, seen] = [this.#trouble, this.#seen];
    if (trouble) return trouble.state !== state || this.#watching.now() >= trouble.until;
    return seen === undefined || seen.again || seen.state !== state;
  }

  #untilDue(): number {
    const { intervalMilliseconds, now } = this.#watching;
    const { until } = this.#trouble ?? {};
    return until === undefined ? intervalMilliseconds : Math.min(intervalMilliseconds, until - now());
  }

  async #work(): Promise<RunEnd> {
    this.#watching.tell({ status: 'working' });
    try {
      const end = await this.#watching.work();
      if (end.bug !== undefined) throw end.bug;
      if (end.fault) throw end.fault;
      return end;
    } catch (error) {
      // Whatever a stopped tool throws.
      if (this.#watching.signal.aborted) return { outcomes: [] };
      throw error;
    }
  }

  /** Told once, however often it comes again. */
  #meet(fault: Fault, state: string): number {
    const { say, now, random, intervalMilliseconds } = this.#watching;
    const before = this.#trouble;
    const isKnown = before?.fault.message === fault.message;
    const count = isKnown && before.state === state ? before.count + 1 : 0;
    if (!isKnown) say(`${fault.message} Waiting: it is tried again.`);
    const intervals = Math.min(MOST_INTERVALS, 2 ** count);
    const pause = intervalMilliseconds * intervals * (1 + random() / 4);
    this.#trouble = { fault, state, count, until: now() + pause };
    return this.#untilDue();
  }
}

async function orFault<T>(work: () => Promise<T>): Promise<T | Fault> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

/** What changed during the run may be its own work or somebody else's, which it did not see. */
function seeing(
  outcomes: readonly Outcome[],
  {
    before,
    after,
    seen,
  }: { readonly before: string; readonly after: string; readonly seen: Seen | undefined },
): Seen {
  const told = JSON.stringify(outcomes.map(summary));
  const isSame = seen?.state === after && seen.outcomes === told;
  return { state: after, outcomes: told, again: !isSame && (before !== after || outcomes.some(leavesMore)) };
}

function summary(outcome: Outcome): readonly string[] {
  const { change, id } = outcome.task;
  const how = outcome.kind === 'completed' ? outcome.status : outcome.kind === 'skipped' ? outcome.why : '';
  return [change, id, outcome.kind, how];
}

function leavesMore(outcome: Outcome): boolean {
  if (outcome.kind === 'completed') return outcome.status !== 'unchanged';
  if (outcome.kind === 'skipped') return PASSING.has(outcome.why);
  return outcome.kind === 'failed';
}
