import type { BudgetFacts } from './journal.ts';

/** What an app may still use. Never rejects: where nothing can be read there is no budget. */
export interface Budgets {
  of(app: string): Promise<BudgetFacts | undefined>;
}
