import type { CallFacts } from '../../src/core/metrics/call-facts.ts';

const AT = '2025-11-30T18:02:11.123000+00:00';
const SINCE = '2025-11-23T18:02:11.123000+00:00';
const REASON = 'connection_error: connect ECONNREFUSED 127.0.0.1:9994, Connection refused';

/** The moment upstream's only published set of real exports is dated by here. */
export const UPSTREAM_NOW = new Date('2025-11-30T18:02:11.123Z');

/** What a store tells of that week: 2,150 calls on two days, 1,450 of them failed. */
export const UPSTREAM_FACTS: CallFacts = {
  days: [
    {
      date: '2025-11-26',
      calls: 1750,
      successful: 300,
      failed: 1450,
      tokensPrompt: 280_670,
      tokensCompletion: 15_445,
      latencyMilliseconds: 341_422,
    },
    {
      date: '2025-11-27',
      calls: 400,
      successful: 400,
      failed: 0,
      tokensPrompt: 93_762,
      tokensCompletion: 41_026,
      latencyMilliseconds: 559_688,
    },
  ],
  byLmStudio: 700,
  byRemote: 0,
  fellBack: 0,
  budgetRefused: 0,
  troubles: { lm_studio_error: 1450 },
  recent: Array.from({ length: 10 }, (_, place) => ({
    createdAt: new Date(Date.UTC(2025, 10, 26, 20, 0, 30 - place)),
    type: 'lm_studio_error',
    reason: REASON,
  })),
  newest: new Date('2025-11-27T21:14:03.500Z'),
};

const HEAD = { schema: 'control', generated_at: AT, since: SINCE, window_days: 7 };
const WELL = { ok: true, connection_ok: true, error: null };

/** The exports upstream published of that week (iog-creator/Gemantria 06318481), their own moments aside. */
export const UPSTREAM_EXPORTS = {
  usage: {
    ...HEAD,
    ...WELL,
    total_calls: 2150,
    successful_calls: 700,
    failed_calls: 1450,
    total_tokens_prompt: 374_432,
    total_tokens_completion: 56_471,
    total_latency_ms: 901_110,
    avg_latency_ms: 419.1209302325581,
    calls_by_day: [
      {
        date: '2025-11-26',
        calls: 1750,
        successful: 300,
        failed: 1450,
        tokens_prompt: 280_670,
        tokens_completion: 15_445,
        latency_ms: 341_422,
      },
      {
        date: '2025-11-27',
        calls: 400,
        successful: 400,
        failed: 0,
        tokens_prompt: 93_762,
        tokens_completion: 41_026,
        latency_ms: 559_688,
      },
    ],
  },
  health: {
    ...HEAD,
    ...WELL,
    health_score: 0.32558139534883723,
    success_rate: 0.32558139534883723,
    avg_latency_ms: 419.1209302325581,
    error_rate: 0.6744186046511628,
    error_types: { lm_studio_error: 1450 },
    recent_errors: Array.from({ length: 10 }, (_, place) => ({
      created_at: `2025-11-26T20:00:${30 - place}.000000+00:00`,
      type: 'lm_studio_error',
      reason: REASON,
    })),
  },
  insights: {
    ...HEAD,
    ...WELL,
    db_off: false,
    total_calls: 2150,
    successful_calls: 700,
    failed_calls: 1450,
    success_rate: 0.32558139534883723,
    error_rate: 0.6744186046511628,
    lm_studio_calls: null,
    remote_calls: null,
    lm_studio_usage_ratio: null,
    top_error_reason: 'lm_studio_error',
  },
  indicator: {
    status: 'degraded',
    reason: 'high_error_rate',
    success_rate: 0.32558139534883723,
    error_rate: 0.6744186046511628,
    total_calls: 2150,
    db_off: false,
    top_error_reason: 'lm_studio_error',
    window_days: 7,
    generated_at: AT,
  },
} as const;

/** A week without a single call. */
export const NO_CALLS: CallFacts = {
  days: [],
  byLmStudio: 0,
  byRemote: 0,
  fellBack: 0,
  budgetRefused: 0,
  troubles: {},
  recent: [],
};

/** A week of `calls`, of which `failed` failed for one reason. */
export function weekOf(calls: number, failed: number, over: Partial<CallFacts> = {}): CallFacts {
  const day = {
    date: '2025-11-27',
    calls,
    successful: calls - failed,
    failed,
    tokensPrompt: calls * 100,
    tokensCompletion: calls * 10,
    latencyMilliseconds: calls * 250,
  };
  const troubles: Record<string, number> = failed > 0 ? { 'model-unreachable': failed } : {};
  return {
    ...NO_CALLS,
    days: [day],
    byLmStudio: calls - failed,
    troubles,
    newest: new Date('2025-11-27T12:00:00Z'),
    ...over,
  };
}
