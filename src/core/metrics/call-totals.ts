import { amount } from './amount.ts';
import type { CallFacts, DayOfCalls } from './call-facts.ts';
import { ratio } from './ratio.ts';

/** Sums over a window, and the rates that every export shows alike. */
export interface CallTotals {
  readonly calls: number;
  readonly successful: number;
  readonly failed: number;
  readonly tokensPrompt: number;
  readonly tokensCompletion: number;
  readonly latencyMilliseconds: number;
  /** Failed calls included, as upstream; 0 without calls. */
  readonly averageMilliseconds: number;
  /** Fractions from 0 to 1, both 0 without calls. */
  readonly successRate: number;
  readonly errorRate: number;
}

/** Each rate is one division: `1 - successRate` would put 200 failures of 1,000 calls below the threshold of 0.2. */
export function callTotals({ days }: Pick<CallFacts, 'days'>): CallTotals {
  const sum = (number: (day: DayOfCalls) => number) =>
    days.reduce((total, day) => total + amount(number(day)), 0);
  const calls = sum((day) => day.calls);
  const successful = sum((day) => day.successful);
  const failed = sum((day) => day.failed);
  const latencyMilliseconds = Math.round(sum((day) => day.latencyMilliseconds));
  return {
    calls,
    successful,
    failed,
    tokensPrompt: sum((day) => day.tokensPrompt),
    tokensCompletion: sum((day) => day.tokensCompletion),
    latencyMilliseconds,
    averageMilliseconds: calls > 0 ? latencyMilliseconds / calls : 0,
    successRate: ratio(successful, calls),
    errorRate: ratio(failed, calls),
  };
}
