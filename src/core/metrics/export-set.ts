import type { BudgetFacts } from './budget-facts.ts';
import type { CallFacts } from './call-facts.ts';
import { classifyIndicator } from './classify-indicator.ts';
import type { ExportWindow } from './export-window.ts';
import type { Known } from './known.ts';
import { type LmBudget, lmBudget } from './lm-budget.ts';
import { type LmHealthExport, lmHealthExport } from './lm-health-export.ts';
import type { LmIndicator } from './lm-indicator.ts';
import { type LmInsights, lmInsights } from './lm-insights.ts';
import { type LmUsage, lmUsage } from './lm-usage.ts';

/** The five exports by file name, in the order they are put in place: the indicator last, for it tells of the others. */
export interface ExportSet {
  readonly 'lm_usage_7d.json': LmUsage;
  readonly 'lm_health_7d.json': LmHealthExport;
  readonly 'lm_insights_7d.json': LmInsights;
  readonly 'lm_budget_7d.json': LmBudget;
  readonly 'lm_indicator.json': LmIndicator;
}

/** The files are named after it. */
export const EXPORTED_DAYS = 7;

/** All exports of one moment: they agree with each other. */
export function exportSet(
  calls: Known<CallFacts>,
  budgets: Known<readonly BudgetFacts[]>,
  now: Date,
): ExportSet {
  const window: ExportWindow = { now, days: EXPORTED_DAYS };
  const insights = lmInsights(calls, window);
  return {
    'lm_usage_7d.json': lmUsage(calls, window),
    'lm_health_7d.json': lmHealthExport(calls, window),
    'lm_insights_7d.json': insights,
    'lm_budget_7d.json': lmBudget(budgets, now),
    'lm_indicator.json': classifyIndicator(insights),
  };
}
