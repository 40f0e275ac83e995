import { setImmediate } from 'node:timers/promises';
import type { Fault } from '../../src/core/fault.ts';
import type {
  BudgetFacts,
  CallFacts,
  JournalReader,
  JournalRow,
  ModelFacts,
} from '../../src/ports/journal.ts';
import { NO_CALLS } from '../support/upstream-week.ts';

export interface JournalContent {
  readonly calls?: CallFacts;
  readonly budgets?: readonly BudgetFacts[];
  readonly outcomes?: readonly JournalRow[];
  readonly models?: readonly ModelFacts[];
  readonly isReadOnly?: boolean;
  /** What every question is answered with instead. */
  readonly fault?: Fault;
  /** Questions that are answered with a fault, the others are not. */
  readonly faults?: Partial<Record<'calls' | 'budgets' | 'outcomes' | 'models', Fault>>;
}

/** A journal of given content. Remembers what was asked, and whether it was closed. */
export class FakeJournalReader implements JournalReader {
  readonly asked: string[] = [];
  isClosed = false;
  readonly #content: JournalContent;

  constructor(content: JournalContent = {}) {
    this.#content = content;
  }

  calls(since: Date): Promise<CallFacts> {
    this.asked.push(`calls since ${since.toISOString()}`);
    return this.#answer('calls', this.#content.calls ?? NO_CALLS);
  }

  budgets(now: Date): Promise<readonly BudgetFacts[]> {
    this.asked.push(`budgets at ${now.toISOString()}`);
    return this.#answer('budgets', this.#content.budgets ?? []);
  }

  outcomes(since: Date, limit: number): Promise<readonly JournalRow[]> {
    this.asked.push(`outcomes since ${since.toISOString()}`);
    const rows = (this.#content.outcomes ?? []).filter(({ createdAt }) => createdAt >= since);
    return this.#answer('outcomes', rows.slice(-limit));
  }

  models(since: Date): Promise<readonly ModelFacts[]> {
    this.asked.push(`models since ${since.toISOString()}`);
    return this.#answer('models', this.#content.models ?? []);
  }

  async mayRecord(): Promise<boolean> {
    return this.#content.isReadOnly !== true;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }

  /** Not at once: a store that is closed meanwhile has no answer. */
  async #answer<T>(question: 'calls' | 'budgets' | 'outcomes' | 'models', facts: T): Promise<T> {
    await setImmediate();
    if (this.isClosed) throw new Error(`the journal was closed before it had told its ${question}`);
    const fault = this.#content.fault ?? this.#content.faults?.[question];
    if (fault) throw fault;
    return facts;
  }
}
