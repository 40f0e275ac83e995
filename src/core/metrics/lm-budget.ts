import { amount } from './amount.ts';
import type { BudgetFacts } from './budget-facts.ts';
import type { Known } from './known.ts';
import { publicReason } from './public-reason.ts';
import { timestamp } from './timestamp.ts';

/** `lm_budget_7d.json`, key for key as upstream's (iog-creator/Gemantria, phase 6B). */
export interface LmBudget {
  readonly schema: 'control';
  readonly generated_at: string;
  readonly ok: boolean;
  readonly connection_ok: boolean;
  /** By app name; empty where no budget is set. */
  readonly budgets: readonly {
    readonly app_name: string;
    readonly window_days: number;
    readonly max_requests: number;
    readonly max_tokens: number;
    readonly used_requests: number;
    readonly used_tokens: number;
    readonly status: 'over_limit' | 'near_limit' | 'ok';
    readonly generated_at: string;
  }[];
  /** Only there when the journal is off. */
  readonly error?: string;
}

/** Share of a budget from which on it is near its limit (upstream's threshold). */
const NEAR = 0.8;

/** What every app may use and has used. */
export function lmBudget(budgets: Known<readonly BudgetFacts[]>, now: Date): LmBudget {
  const generated_at = timestamp(now);
  const isOn = budgets.kind === 'known';
  return {
    schema: 'control',
    generated_at,
    ok: isOn,
    connection_ok: isOn,
    budgets: (isOn ? budgets.facts : [])
      .toSorted((one, two) => (one.appName < two.appName ? -1 : 1))
      .map((facts) => ({
        app_name: publicReason(facts.appName),
        window_days: amount(facts.windowDays),
        max_requests: amount(facts.maxRequests),
        max_tokens: amount(facts.maxTokens),
        used_requests: amount(facts.usedRequests),
        used_tokens: amount(facts.usedTokens),
        status: statusOf(facts),
        generated_at,
      })),
    ...(isOn ? {} : { error: budgets.error }),
  };
}

function statusOf({ usedRequests, maxRequests, usedTokens, maxTokens }: BudgetFacts) {
  if (usedRequests >= maxRequests || usedTokens >= maxTokens) return 'over_limit';
  return usedRequests >= maxRequests * NEAR || usedTokens >= maxTokens * NEAR ? 'near_limit' : 'ok';
}
