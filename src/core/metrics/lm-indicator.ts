import type { LmInsights } from './lm-insights.ts';

export type LmIndicatorStatus = 'offline' | 'degraded' | 'healthy';

export type LmIndicatorReason = 'db_off' | 'no_calls' | 'high_error_rate' | 'ok';

/** `lm_indicator.json`: the one canonical signal, exactly these nine keys (iog-creator/Gemantria, ADR-066). */
export interface LmIndicator {
  readonly status: LmIndicatorStatus;
  readonly reason: LmIndicatorReason;
  readonly success_rate: number;
  readonly error_rate: number;
  readonly total_calls: number;
  readonly db_off: boolean;
  readonly top_error_reason: string | null;
  readonly window_days: number;
  readonly generated_at: string;
}

/** From this share of failed calls on, inclusive, the model server counts as degraded (upstream's threshold). */
const HIGH_ERROR_RATE = 0.2;

type Signal = Pick<LmIndicator, 'status' | 'reason'>;

/** The signal of a week. Score, latency, age and size of the sample play no part: those stand in the insights. */
export function lmIndicator(
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
