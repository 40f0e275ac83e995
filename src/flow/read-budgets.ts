import { Fault } from '../core/fault.ts';
import type { Budgets } from '../ports/budgets.ts';
import type { Clock } from '../ports/clock.ts';
import type { BudgetFacts, JournalReader } from '../ports/journal.ts';

/** The budgets of the control plane, read once, at the first call. A store that cannot be read sets no bounds. */
export function readBudgets(reader: Pick<JournalReader, 'budgets'>, clock: Clock): Budgets {
  let reading: Promise<readonly BudgetFacts[]> | undefined;
  return {
    of: async (app) => {
      reading ??= readOrNone(reader, clock);
      return (await reading).find((budget) => budget.appName === app);
    },
  };
}

async function readOrNone(
  reader: Pick<JournalReader, 'budgets'>,
  clock: Clock,
): Promise<readonly BudgetFacts[]> {
  try {
    return await reader.budgets(clock.now());
  } catch (error) {
    if (error instanceof Fault) return [];
    throw error;
  }
}
