import type { LmIndicator } from './lm-indicator.ts';
import { percent } from './percent.ts';

/** The signal as one line for people: `degraded: 2150 calls in 7 days, 67.4 % failed, most often model-stalled`. */
export function indicatorLine(indicator: LmIndicator): string {
  const { status, reason, total_calls, window_days, error_rate, top_error_reason } = indicator;
  if (reason === 'db_off') return `${status}: nothing is known, the journal is off`;
  if (reason === 'no_calls') return `${status}: no calls in ${window_days} days`;
  const often = top_error_reason === null ? '' : `, most often ${top_error_reason}`;
  const calls = total_calls === 1 ? '1 call' : `${total_calls} calls`;
  return `${status}: ${calls} in ${window_days} days, ${percent(error_rate)} failed${often}`;
}
