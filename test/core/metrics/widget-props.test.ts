import { expect, test } from 'vitest';
import { exportSet } from '../../../src/core/metrics/export-set.ts';
import { parseIndicator, UNKNOWN_INDICATOR } from '../../../src/core/metrics/parse-indicator.ts';
import { lmWidgetProps } from '../../../src/core/metrics/widget-props.ts';
import { NO_CALLS, UPSTREAM_EXPORTS, UPSTREAM_NOW, weekOf } from '../../support/upstream-week.ts';

const PATH = 'share/atlas/control_plane/lm_indicator.json';
const OFF = { kind: 'off', error: 'no-journal' } as const;

function indicatorOf(calls: number, failed: number) {
  const facts = calls === 0 ? NO_CALLS : weekOf(calls, failed);
  return exportSet({ kind: 'known', facts }, OFF, UPSTREAM_NOW)['lm_indicator.json'];
}

test("upstream's real week makes a red badge", () => {
  expect(lmWidgetProps(UPSTREAM_EXPORTS.indicator, { path: PATH })).toMatchInlineSnapshot(`
    {
      "color": "red",
      "icon": "status-degraded",
      "label": "LM Studio degraded (high error rate)",
      "metrics": {
        "dbOff": false,
        "errorRate": 0.6744186046511628,
        "generatedAt": "2025-11-30T18:02:11.123000+00:00",
        "successRate": 0.32558139534883723,
        "topErrorReason": "lm_studio_error",
        "totalCalls": 2150,
        "windowDays": 7,
      },
      "reason": "high_error_rate",
      "source": {
        "path": "share/atlas/control_plane/lm_indicator.json",
      },
      "status": "degraded",
      "tooltip_lines": [
        "2150 calls in 7 days: 32.6 % answered, 67.4 % failed",
        "Most frequent cause: lm_studio_error",
        "As of 2025-11-30T18:02:11.123000+00:00",
      ],
    }
  `);
});

test.each([
  [100, 2, 'green', 'status-healthy', 'LM Studio healthy'],
  [100, 20, 'yellow', 'status-degraded', 'LM Studio degraded (high error rate)'],
  [100, 49, 'yellow', 'status-degraded', 'LM Studio degraded (high error rate)'],
  [100, 50, 'red', 'status-degraded', 'LM Studio degraded (high error rate)'],
  [0, 0, 'grey', 'status-offline', 'LM Studio offline (no recent activity)'],
])('%i calls, %i failed: %s', (calls, failed, color, icon, label) => {
  expect(lmWidgetProps(indicatorOf(calls, failed), { path: PATH })).toMatchObject({ color, icon, label });
});

test('a journal that is off is grey, and a signal that nobody gave is another matter', () => {
  const off = exportSet(OFF, OFF, UPSTREAM_NOW)['lm_indicator.json'];
  expect(lmWidgetProps(off, { path: PATH })).toMatchObject({
    color: 'grey',
    label: 'LM Studio offline (database unavailable)',
  });
  const { indicator, problem = '' } = parseIndicator('captured');
  expect(lmWidgetProps(indicator, { path: PATH, problem })).toMatchObject({
    ...{ status: 'offline', reason: 'db_off', color: 'grey' },
    label: 'LM status unknown (offline-safe mode)',
    tooltip_lines: ['The indicator cannot be used: it is not JSON'],
    metrics: { dbOff: true, totalCalls: 0, generatedAt: '1970-01-01T00:00:00Z' },
  });
  expect(indicator).toBe(UNKNOWN_INDICATOR);
});
