import { amount } from './amount.ts';
import type { CallFacts } from './call-facts.ts';
import { callTotals } from './call-totals.ts';
import { type ExportHead, type ExportWindow, exportHead } from './export-window.ts';
import type { Known } from './known.ts';

/** `lm_usage_7d.json`, key for key as upstream's (iog-creator/Gemantria, ADR-066). */
export interface LmUsage extends ExportHead {
  readonly ok: boolean;
  readonly connection_ok: boolean;
  readonly total_calls: number;
  readonly successful_calls: number;
  readonly failed_calls: number;
  readonly total_tokens_prompt: number;
  readonly total_tokens_completion: number;
  readonly total_latency_ms: number;
  readonly avg_latency_ms: number;
  /** Ascending, only days with calls. */
  readonly calls_by_day: readonly {
    readonly date: string;
    readonly calls: number;
    readonly successful: number;
    readonly failed: number;
    readonly tokens_prompt: number;
    readonly tokens_completion: number;
    readonly latency_ms: number;
  }[];
  readonly error: string | null;
}

/** How many calls there were, how long they took and what they used; all zero when the journal is off. */
export function lmUsage(calls: Known<CallFacts>, window: ExportWindow): LmUsage {
  const days = calls.kind === 'known' ? calls.facts.days : [];
  const totals = callTotals({ days });
  return {
    ...exportHead(window),
    ok: calls.kind === 'known',
    connection_ok: calls.kind === 'known',
    total_calls: totals.calls,
    successful_calls: totals.successful,
    failed_calls: totals.failed,
    total_tokens_prompt: totals.tokensPrompt,
    total_tokens_completion: totals.tokensCompletion,
    total_latency_ms: totals.latencyMilliseconds,
    avg_latency_ms: totals.averageMilliseconds,
    calls_by_day: days
      .filter((day) => amount(day.calls) > 0)
      .toSorted((one, two) => (one.date < two.date ? -1 : 1))
      .map((day) => ({
        date: day.date,
        calls: amount(day.calls),
        successful: amount(day.successful),
        failed: amount(day.failed),
        tokens_prompt: amount(day.tokensPrompt),
        tokens_completion: amount(day.tokensCompletion),
        latency_ms: Math.round(amount(day.latencyMilliseconds)),
      })),
    error: calls.kind === 'known' ? null : calls.error,
  };
}
