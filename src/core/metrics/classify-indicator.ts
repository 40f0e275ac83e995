import type { LmIndicator } from './lm-indicator.ts';
import type { LmInsights } from './lm-insights.ts';

/** From this share of failed calls on, inclusive, the model server counts as degraded (upstream's threshold). */
const HIGH_ERROR_RATE = 0.2;

type Signal = Pick<LmIndicator, 'status' | 'reason'>;

/** The signal of a week. Score, latency, age and size of the sample play no part: those stand in the insights. */
export function classifyIndicator(
  insights: Pick<
    LmInsights,
    | 'connection_ok'
    | 'db_off'
    | 'total_calls'
    | 'success_rate'
    | 'error_rate'
    | 'top_error_reason'
    | 'window_days'
    | 'generated_at'
  >,
): LmIndicator {
  const { success_rate, error_rate, total_calls, top_error_reason, window_days, generated_at } = insights;
  const db_off = insights.db_off || !insights.connection_ok;
  return {
    ...signalOf({ ...insights, db_off }),
    success_rate,
    error_rate,
    total_calls,
    db_off,
    top_error_reason,
    window_days,
    generated_at,
  };
}

function signalOf({
  db_off,
  total_calls,
  error_rate,
}: Pick<LmInsights, 'db_off' | 'total_calls' | 'error_rate'>): Signal {
  if (db_off) return { status: 'offline', reason: 'db_off' };
  if (total_calls === 0) return { status: 'offline', reason: 'no_calls' };
  if (error_rate >= HIGH_ERROR_RATE) return { status: 'degraded', reason: 'high_error_rate' };
  return { status: 'healthy', reason: 'ok' };
}
