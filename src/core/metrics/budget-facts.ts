/** A row of `control.lm_usage_budget` and what was used in its window; refused calls do not count as used. */
export interface BudgetFacts {
  readonly appName: string;
  readonly windowDays: number;
  readonly maxRequests: number;
  readonly maxTokens: number;
  readonly usedRequests: number;
  readonly usedTokens: number;
}
