import type { CallFacts } from './call-facts.ts';
import { callTotals } from './call-totals.ts';
import { errorTypes } from './error-types.ts';
import { type ExportHead, type ExportWindow, exportHead } from './export-window.ts';
import type { Known } from './known.ts';
import { publicReason } from './public-reason.ts';
import { timestamp } from './timestamp.ts';

/** `lm_health_7d.json`, key for key as upstream's (iog-creator/Gemantria, ADR-066). */
export interface LmHealthExport extends ExportHead {
  readonly ok: boolean;
  readonly connection_ok: boolean;
  readonly health_score: number;
  readonly success_rate: number;
  readonly avg_latency_ms: number;
  readonly error_rate: number;
  readonly error_types: Readonly<Record<string, number>>;
  /** At most ten, newest first. */
  readonly recent_errors: readonly {
    readonly created_at: string;
    readonly type: string;
    readonly reason: string;
  }[];
  readonly error: string | null;
}

/** Average latency in milliseconds above which the score is multiplied (upstream's steps, strictly above). */
const PENALTIES: readonly (readonly [number, number])[] = [
  [10_000, 0.25],
  [5000, 0.5],
  [2000, 0.75],
];
const MOST_RECENT = 10;

/**
 * How well calls went. When the journal is off every number is 0 but `error_rate`, which is 1 in this file and 0 in
 * insights and indicator: upstream's consumers are used to both.
 */
export function lmHealthExport(calls: Known<CallFacts>, window: ExportWindow): LmHealthExport {
  const head = exportHead(window);
  if (calls.kind === 'off')
    return {
      ...head,
      ok: false,
      connection_ok: false,
      health_score: 0,
      success_rate: 0,
      avg_latency_ms: 0,
      error_rate: 1,
      error_types: {},
      recent_errors: [],
      error: calls.error,
    };
  const { facts } = calls;
  const { successRate, errorRate, averageMilliseconds } = callTotals(facts);
  return {
    ...head,
    ok: true,
    connection_ok: true,
    health_score: successRate * penaltyOf(averageMilliseconds),
    success_rate: successRate,
    avg_latency_ms: averageMilliseconds,
    error_rate: errorRate,
    error_types: errorTypes(facts),
    recent_errors: facts.recent
      .toSorted((one, two) => two.createdAt.getTime() - one.createdAt.getTime())
      .slice(0, MOST_RECENT)
      .map(({ createdAt, type, reason }) => ({
        created_at: timestamp(createdAt),
        type: publicReason(type),
        reason: publicReason(reason),
      })),
    error: null,
  };
}

function penaltyOf(averageMilliseconds: number): number {
  return PENALTIES.find(([above]) => averageMilliseconds > above)?.[1] ?? 1;
}
