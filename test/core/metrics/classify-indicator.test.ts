import { expect, test } from 'vitest';
import { classifyIndicator } from '../../../src/core/metrics/classify-indicator.ts';
import { exportSet } from '../../../src/core/metrics/export-set.ts';
import type { LmIndicator } from '../../../src/core/metrics/lm-indicator.ts';
import { NO_CALLS, UPSTREAM_NOW, weekOf } from '../../support/upstream-week.ts';

const KEYS = [
  'db_off',
  'error_rate',
  'generated_at',
  'reason',
  'status',
  'success_rate',
  'top_error_reason',
  'total_calls',
  'window_days',
];

function indicatorOf(calls: number, failed: number): LmIndicator {
  const facts = calls === 0 ? NO_CALLS : weekOf(calls, failed);
  return exportSet({ kind: 'known', facts }, { kind: 'known', facts: [] }, UPSTREAM_NOW)['lm_indicator.json'];
}

test.each([
  [1, 5, 'degraded'],
  [200, 1000, 'degraded'],
  [201, 1000, 'degraded'],
  [199, 1000, 'healthy'],
  [2, 10, 'degraded'],
  [3, 15, 'degraded'],
  [20_000_001, 100_000_000, 'degraded'],
  [19_999_999, 100_000_000, 'healthy'],
  [20_000_000, 100_000_000, 'degraded'],
  [0, 1, 'healthy'],
  [1, 1, 'degraded'],
])('%i failures of %i calls are %s: the threshold of 0.2 belongs to degraded', (failed, calls, status) => {
  const reason = status === 'degraded' ? 'high_error_rate' : 'ok';
  expect(indicatorOf(calls, failed)).toMatchObject({ status, reason });
});

test('every share of failures below a fifth is healthy, every other degraded', () => {
  for (let calls = 1; calls <= 250; calls++)
    for (let failed = 0; failed <= calls; failed++) {
      const { status } = indicatorOf(calls, failed);
      if ((status === 'degraded') !== failed * 5 >= calls) expect.fail(`${failed} of ${calls}: ${status}`);
    }
});

test.each([
  [0.2, 'degraded'],
  [0.199_999_999_999_999_98, 'healthy'],
  [0.200_000_000_000_000_04, 'degraded'],
])('an error rate of %d is %s', (error_rate, status) => {
  const insights = {
    ...{ connection_ok: true, db_off: false, total_calls: 5, success_rate: 0.8, error_rate },
    ...{ top_error_reason: 'x', window_days: 7, generated_at: 'now' },
  };
  expect(classifyIndicator(insights).status).toBe(status);
});

test('there are exactly nine keys in every state', () => {
  const off = { kind: 'off', error: 'no-journal' } as const;
  const states = [
    indicatorOf(0, 0),
    indicatorOf(10, 5),
    indicatorOf(10, 0),
    exportSet(off, off, UPSTREAM_NOW)['lm_indicator.json'],
  ];
  for (const state of states) expect(Object.keys(state).toSorted()).toEqual(KEYS);
});

test("upstream's other published sets come out the same", () => {
  expect(indicatorOf(0, 0)).toMatchObject({
    ...{ status: 'offline', reason: 'no_calls', db_off: false, total_calls: 0 },
    ...{ success_rate: 0, error_rate: 0, top_error_reason: null },
  });
  expect(indicatorOf(1000, 20)).toMatchObject({
    ...{ status: 'healthy', reason: 'ok', success_rate: 0.98, error_rate: 0.02, total_calls: 1000 },
  });
});

test('no connection is offline, whatever else is told', () => {
  const insights = {
    ...{ connection_ok: false, db_off: false, total_calls: 9, success_rate: 1, error_rate: 0 },
    ...{ top_error_reason: null, window_days: 7, generated_at: 'now' },
  };
  expect(classifyIndicator(insights)).toMatchObject({ status: 'offline', reason: 'db_off', db_off: true });
});
