import type { BudgetFacts, Journal, JournalReader, JournalRow } from '../../src/ports/journal.ts';

/** A journal in memory; its budgets are those it was given, and can be made unreadable. */
export class FakeJournal implements Journal, Pick<JournalReader, 'budgets'> {
  readonly rows: JournalRow[] = [];
  readonly #budgets: readonly BudgetFacts[] | Error;
  reads = 0;

  constructor(budgets: readonly BudgetFacts[] | Error = []) {
    this.#budgets = budgets;
  }

  record(row: JournalRow): void {
    this.rows.push(row);
  }

  async budgets(): Promise<readonly BudgetFacts[]> {
    this.reads += 1;
    if (this.#budgets instanceof Error) throw this.#budgets;
    return this.#budgets;
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
