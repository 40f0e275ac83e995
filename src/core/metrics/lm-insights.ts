import { amount } from './amount.ts';
import type { CallFacts } from './call-facts.ts';
import { callTotals } from './call-totals.ts';
import { errorTypes } from './error-types.ts';
import { type ExportHead, type ExportWindow, exportHead } from './export-window.ts';
import type { Known } from './known.ts';
import { ratio } from './ratio.ts';
import { timestamp } from './timestamp.ts';

/**
 * `lm_insights_7d.json`, key for key as upstream's (iog-creator/Gemantria, ADR-066), with the breakdown by backend that
 * is always null there. The last four keys are this product's own.
 */
export interface LmInsights extends ExportHead {
  readonly ok: boolean;
  readonly connection_ok: boolean;
  readonly db_off: boolean;
  readonly total_calls: number;
  readonly successful_calls: number;
  readonly failed_calls: number;
  readonly success_rate: number;
  readonly error_rate: number;
  /** Successful calls by the backend that answered; null when the journal is off. */
  readonly lm_studio_calls: number | null;
  readonly remote_calls: number | null;
  /** LM Studio's share of them; null when there are none. */
  readonly lm_studio_usage_ratio: number | null;
  /** The code of the most frequent cause; `unknown_error` when no failure tells one, null when none failed. */
  readonly top_error_reason: string | null;
  readonly error: string | null;
  /** Share of all calls that went to the fallback because LM Studio was not usable; null without calls. */
  readonly fallback_rate: number | null;
  /** Calls that a budget refused; they are in no other number. */
  readonly budget_refused_calls: number;
  /** When the last call was recorded: tells a quiet week from a recorder that has stopped. Null without calls. */
  readonly newest_call_at: string | null;
  /** Whether there are fewer calls than rates can be read from. */
  readonly sample_too_small: boolean;
}

/** With fewer calls one failure moves the rate by more than 5 %. */
const SMALLEST_SAMPLE = 20;

/** The week in one look. */
export function lmInsights(calls: Known<CallFacts>, window: ExportWindow): LmInsights {
  const isOn = calls.kind === 'known';
  const facts = isOn ? calls.facts : undefined;
  const totals = callTotals(facts ?? { days: [] });
  const byLmStudio = amount(facts?.byLmStudio ?? 0);
  const answered = byLmStudio + amount(facts?.byRemote ?? 0);
  return {
    ...exportHead(window),
    ok: isOn,
    connection_ok: isOn,
    db_off: !isOn,
    total_calls: totals.calls,
    successful_calls: totals.successful,
    failed_calls: totals.failed,
    success_rate: totals.successRate,
    error_rate: totals.errorRate,
    lm_studio_calls: isOn ? byLmStudio : null,
    remote_calls: isOn ? answered - byLmStudio : null,
    lm_studio_usage_ratio: answered > 0 ? ratio(byLmStudio, answered) : null,
    top_error_reason: facts ? topReason(facts, totals.failed) : 'db_off',
    error: isOn ? null : calls.error,
    fallback_rate: facts && totals.calls > 0 ? ratio(amount(facts.fellBack), totals.calls) : null,
    budget_refused_calls: amount(facts?.budgetRefused ?? 0),
    newest_call_at: facts?.newest ? timestamp(facts.newest) : null,
    sample_too_small: totals.calls < SMALLEST_SAMPLE,
  };
}

/** Of causes that are as frequent the first by name: the same week gives the same file. */
function topReason(facts: CallFacts, failed: number): string | null {
  if (failed === 0) return null;
  const [top] = Object.entries(errorTypes(facts)).toSorted(
    ([one, few], [two, many]) => many - few || (one < two ? -1 : 1),
  );
  return top?.[0] ?? 'unknown_error';
}
