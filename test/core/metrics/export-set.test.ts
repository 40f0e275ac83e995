import { expect, test } from 'vitest';
import type { CallFacts } from '../../../src/core/metrics/call-facts.ts';
import { exportSet } from '../../../src/core/metrics/export-set.ts';
import { UPSTREAM_EXPORTS, UPSTREAM_FACTS, UPSTREAM_NOW, weekOf } from '../../support/upstream-week.ts';

const filesOf = (facts: CallFacts) =>
  exportSet({ kind: 'known', facts }, { kind: 'known', facts: [] }, UPSTREAM_NOW);

test("upstream's real week gives upstream's numbers, key for key", () => {
  const files = filesOf(UPSTREAM_FACTS);
  expect(files['lm_usage_7d.json']).toEqual(UPSTREAM_EXPORTS.usage);
  expect(files['lm_health_7d.json']).toEqual({
    ...UPSTREAM_EXPORTS.health,
    recent_errors: UPSTREAM_EXPORTS.health.recent_errors.map((error) => ({
      ...error,
      reason: 'connection_error: connect ECONNREFUSED …, Connection refused',
    })),
  });
  expect(files['lm_insights_7d.json']).toEqual({
    ...UPSTREAM_EXPORTS.insights,
    lm_studio_calls: 700,
    remote_calls: 0,
    lm_studio_usage_ratio: 1,
    fallback_rate: 0,
    budget_refused_calls: 0,
    newest_call_at: '2025-11-27T21:14:03.500000+00:00',
    sample_too_small: false,
  });
  expect(files['lm_indicator.json']).toEqual(UPSTREAM_EXPORTS.indicator);
});

test('with the journal off every file says so, in the way upstream does', () => {
  const off = { kind: 'off', error: 'no-journal' } as const;
  const files = exportSet(off, off, UPSTREAM_NOW);
  expect(files['lm_usage_7d.json']).toMatchObject({
    ok: false,
    connection_ok: false,
    total_calls: 0,
    avg_latency_ms: 0,
    calls_by_day: [],
    error: 'no-journal',
  });
  // Upstream's health file says 1 here, its insights and indicator say 0.
  expect(files['lm_health_7d.json']).toMatchObject({
    ok: false,
    error_rate: 1,
    health_score: 0,
    error_types: {},
  });
  expect(files['lm_insights_7d.json']).toMatchObject({
    ok: false,
    db_off: true,
    error_rate: 0,
    lm_studio_calls: null,
    remote_calls: null,
    lm_studio_usage_ratio: null,
    fallback_rate: null,
    top_error_reason: 'db_off',
    newest_call_at: null,
    sample_too_small: true,
    error: 'no-journal',
  });
  expect(files['lm_budget_7d.json']).toMatchObject({ ok: false, budgets: [], error: 'no-journal' });
  expect(files['lm_indicator.json']).toEqual({
    status: 'offline',
    reason: 'db_off',
    success_rate: 0,
    error_rate: 0,
    total_calls: 0,
    db_off: true,
    top_error_reason: 'db_off',
    window_days: 7,
    generated_at: '2025-11-30T18:02:11.123000+00:00',
  });
});

test('budgets that cannot be read leave the other files as they are', () => {
  const files = exportSet(
    { kind: 'known', facts: UPSTREAM_FACTS },
    { kind: 'off', error: 'no-journal' },
    UPSTREAM_NOW,
  );
  expect(files['lm_indicator.json'].db_off).toBe(false);
  expect(files['lm_budget_7d.json'].ok).toBe(false);
});

test('who answered, and how often the fallback had to, is counted', () => {
  const facts = weekOf(50, 10, { byLmStudio: 30, byRemote: 10, fellBack: 12, budgetRefused: 400 });
  expect(filesOf(facts)['lm_insights_7d.json']).toMatchObject({
    lm_studio_calls: 30,
    remote_calls: 10,
    lm_studio_usage_ratio: 0.75,
    fallback_rate: 0.24,
    budget_refused_calls: 400,
  });
});

test('calls that a budget refused are no failures', () => {
  const files = filesOf(weekOf(10, 0, { budgetRefused: 5000 }));
  expect(files['lm_indicator.json']).toMatchObject({ status: 'healthy', error_rate: 0, total_calls: 10 });
  expect(files['lm_health_7d.json'].error_types).toEqual({});
});

test('the top reason is the most frequent cause, by name where several are as frequent', () => {
  const top = (troubles: Record<string, number>, failed = 9) =>
    filesOf(weekOf(20, failed, { troubles }))['lm_insights_7d.json'].top_error_reason;
  expect(top({ 'model-stalled': 2, 'model-unreachable': 7 })).toBe('model-unreachable');
  expect(top({ 'model-unreachable': 4, 'model-failed': 4 })).toBe('model-failed');
  expect(top({})).toBe('unknown_error');
  expect(top({}, 0)).toBeNull();
});

test('each penalty of the score begins strictly above its latency', () => {
  const score = (average: number) => {
    const [day] = weekOf(4, 2).days;
    const days = day ? [{ ...day, latencyMilliseconds: average * 4 }] : [];
    return filesOf(weekOf(4, 2, { days }))['lm_health_7d.json'].health_score;
  };
  expect([2000, 2001, 5000, 5001, 10_000, 10_001].map(score)).toEqual([0.5, 0.375, 0.375, 0.25, 0.25, 0.125]);
});

test('a budget is over its limit from the last call or token on, and near it from 80 %', () => {
  const budget = (usedRequests: number, usedTokens: number) => ({
    ...{ appName: 'app', windowDays: 7, maxRequests: 100, maxTokens: 1000 },
    ...{ usedRequests, usedTokens },
  });
  const used: readonly (readonly [number, number])[] = [
    [79, 799],
    [80, 0],
    [0, 800],
    [99, 999],
    [100, 0],
    [0, 1000],
  ];
  const facts = used.map(([requests, tokens]) => budget(requests, tokens));
  const files = exportSet({ kind: 'known', facts: weekOf(1, 0) }, { kind: 'known', facts }, UPSTREAM_NOW);
  expect(files['lm_budget_7d.json'].budgets.map(({ status }) => status)).toEqual([
    'ok',
    'near_limit',
    'near_limit',
    'near_limit',
    'over_limit',
    'over_limit',
  ]);
  expect('error' in files['lm_budget_7d.json']).toBe(false);
});

test('numbers that are none count nothing, so that every file stays valid JSON', () => {
  const [day] = weekOf(10, 1).days;
  const days = day ? [{ ...day, latencyMilliseconds: Number.NaN, tokensPrompt: -4 }] : [];
  const files = filesOf(weekOf(10, 1, { days, fellBack: Number.POSITIVE_INFINITY }));
  expect(files['lm_usage_7d.json']).toMatchObject({ total_latency_ms: 0, total_tokens_prompt: 0 });
  expect(files['lm_insights_7d.json'].fallback_rate).toBe(0);
});
