import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type MetricFamily, printOpenMetrics } from '../../../src/core/metrics/open-metrics.ts';
import { readOutcomeRow } from '../../../src/core/metrics/read-outcome-row.ts';
import { statsOf } from '../../../src/core/metrics/stats.ts';
import { statsMetrics } from '../../../src/core/metrics/stats-metrics.ts';
import { parseOpenMetrics } from '../../support/parse-open-metrics.ts';
import { SOME_CALLS, SOME_MODELS, SOME_ROWS } from '../../support/some-week.ts';
import { UPSTREAM_NOW } from '../../support/upstream-week.ts';

const WEEK = { now: UPSTREAM_NOW, days: 7 };
const OUTCOMES = SOME_ROWS.flatMap((row) => readOutcomeRow(row) ?? []);

test('the statistics of a week are OpenMetrics that a strict reader takes', () => {
  const stats = statsOf(
    {
      calls: SOME_CALLS,
      models: { kind: 'known', facts: SOME_MODELS },
      outcomes: { kind: 'known', facts: OUTCOMES },
    },
    WEEK,
  );
  const families = parseOpenMetrics(printOpenMetrics(statsMetrics(stats)));
  const values = Object.fromEntries(
    families.flatMap(({ samples }) =>
      samples.map(({ name, labels, value }) => [name + JSON.stringify(labels), value]),
    ),
  );
  expect(values).toMatchInlineSnapshot(`
    {
      "openspec_complete_change_lines{"change":"added"}": 60,
      "openspec_complete_change_lines{"change":"removed"}": 12,
      "openspec_complete_foundry_tasks{"outcome":"completed"}": 0,
      "openspec_complete_foundry_tasks{"outcome":"failed"}": 0,
      "openspec_complete_gate_first_round_pass_ratio{"gate":"check"}": 0.6,
      "openspec_complete_gate_first_round_pass_ratio{"gate":"format"}": 1,
      "openspec_complete_gate_first_round_pass_ratio{"gate":"tests"}": 1,
      "openspec_complete_gate_pass_ratio{"gate":"check"}": 0.75,
      "openspec_complete_gate_pass_ratio{"gate":"format"}": 1,
      "openspec_complete_gate_pass_ratio{"gate":"tests"}": 1,
      "openspec_complete_journal_up{}": 1,
      "openspec_complete_lm_calls{"result":"budget_refused"}": 0,
      "openspec_complete_lm_calls{"result":"failed"}": 1,
      "openspec_complete_lm_calls{"result":"successful"}": 9,
      "openspec_complete_lm_error_ratio{}": 0.1,
      "openspec_complete_lm_fallback_ratio{}": 0.2,
      "openspec_complete_lm_status{"status":"degraded"}": 0,
      "openspec_complete_lm_status{"status":"healthy"}": 1,
      "openspec_complete_lm_status{"status":"offline"}": 0,
      "openspec_complete_lm_studio_usage_ratio{}": 1,
      "openspec_complete_model_calls{"model":"gpt-oss-20b","result":"failed"}": 0,
      "openspec_complete_model_calls{"model":"gpt-oss-20b","result":"successful"}": 3,
      "openspec_complete_model_calls{"model":"qwen3-coder-30b","result":"failed"}": 1,
      "openspec_complete_model_calls{"model":"qwen3-coder-30b","result":"successful"}": 6,
      "openspec_complete_model_completion_ratio{"model":"gpt-oss-20b"}": 1,
      "openspec_complete_model_completion_ratio{"model":"qwen3-coder-30b"}": 0.6666666666666666,
      "openspec_complete_model_latency_seconds{"model":"gpt-oss-20b","quantile":"0.5"}": 0.9,
      "openspec_complete_model_latency_seconds{"model":"gpt-oss-20b","quantile":"0.9"}": 1.8,
      "openspec_complete_model_latency_seconds{"model":"gpt-oss-20b","quantile":"0.99"}": 2,
      "openspec_complete_model_latency_seconds{"model":"qwen3-coder-30b","quantile":"0.5"}": 2.5,
      "openspec_complete_model_latency_seconds{"model":"qwen3-coder-30b","quantile":"0.9"}": 8,
      "openspec_complete_model_latency_seconds{"model":"qwen3-coder-30b","quantile":"0.99"}": 12.5,
      "openspec_complete_model_tokens_per_second{"model":"qwen3-coder-30b"}": 31.25,
      "openspec_complete_model_tokens{"model":"gpt-oss-20b","kind":"completion"}": 200,
      "openspec_complete_model_tokens{"model":"gpt-oss-20b","kind":"prompt"}": 1000,
      "openspec_complete_model_tokens{"model":"qwen3-coder-30b","kind":"completion"}": 600,
      "openspec_complete_model_tokens{"model":"qwen3-coder-30b","kind":"prompt"}": 3000,
      "openspec_complete_new_warnings{}": 2,
      "openspec_complete_repairs{"by":"model"}": 5,
      "openspec_complete_repairs{"by":"program"}": 3,
      "openspec_complete_round_success_ratio{"round":"1"}": 0.5,
      "openspec_complete_round_success_ratio{"round":"2"}": 0,
      "openspec_complete_round_success_ratio{"round":"3"}": 0.5,
      "openspec_complete_round_success_ratio{"round":"4"}": 0,
      "openspec_complete_task_completion_ratio{}": 0.75,
      "openspec_complete_task_duration_seconds{"quantile":"0.5"}": 120,
      "openspec_complete_task_duration_seconds{"quantile":"0.9"}": 240,
      "openspec_complete_task_duration_seconds{"quantile":"0.99"}": 240,
      "openspec_complete_task_tokens{"kind":"completion"}": 800,
      "openspec_complete_task_tokens{"kind":"prompt"}": 4000,
      "openspec_complete_tasks{"outcome":"blocked"}": 1,
      "openspec_complete_tasks{"outcome":"completed"}": 3,
      "openspec_complete_tasks{"outcome":"failed"}": 1,
      "openspec_complete_unsafe_added{}": 1,
      "openspec_complete_window_seconds{}": 604800,
    }
  `);
  expect(families.every(({ name }) => name.startsWith('openspec_complete_'))).toBe(true);
});

test('without a journal there is its absence, the signal, and nothing that would read as a measurement', () => {
  const off = { kind: 'off', error: 'no-journal' } as const;
  const stats = statsOf({ calls: off, models: off, outcomes: off }, WEEK);
  expect(printOpenMetrics(statsMetrics(stats))).toMatchInlineSnapshot(`
    "# TYPE openspec_complete_journal_up gauge
    # HELP openspec_complete_journal_up Whether the journal could be read.
    openspec_complete_journal_up 0
    # TYPE openspec_complete_window_seconds gauge
    # UNIT openspec_complete_window_seconds seconds
    # HELP openspec_complete_window_seconds The time that all other numbers tell of.
    openspec_complete_window_seconds 604800
    # TYPE openspec_complete_lm_status gauge
    # HELP openspec_complete_lm_status The canonical signal of the model server: 1 for the status it has.
    openspec_complete_lm_status{status="offline"} 1
    openspec_complete_lm_status{status="degraded"} 0
    openspec_complete_lm_status{status="healthy"} 0
    # EOF
    "
  `);
});

test('whatever stands in help and labels, a strict reader gets it back', () => {
  const sign = fc.constantFrom(
    '"',
    '\\',
    '\n',
    '\r',
    'n',
    'a',
    '{',
    '}',
    ',',
    '=',
    ' ',
    '#',
    'ü',
    '\u{1f600}',
    '\ud800',
  );
  const text = fc.string({ unit: sign });
  const plain = (one: string) => one.toWellFormed().replaceAll(/\r\n?/g, '\n');
  const labels = fc.uniqueArray(text, { selector: plain, minLength: 1 });
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(text, labels, number, (help, models, value) => {
      const samples = models.map((model) => ({ labels: { model }, value }));
      const family: MetricFamily = { name: 'x_ratio', type: 'gauge', unit: 'ratio', help, samples };
      const [read] = parseOpenMetrics(printOpenMetrics([family]));
      expect(read).toMatchObject({ type: 'gauge', unit: 'ratio', help: plain(help) });
      expect(read?.samples.map((sample) => sample.labels.model)).toEqual(models.map(plain));
      // The text has no -0.
      expect(read?.samples.map((sample) => sample.value)).toEqual(models.map(() => value + 0));
    }),
  );
});

test('a value that is not known is left out, and a family without any', () => {
  const family = (value: number | null): MetricFamily => ({
    ...{ name: 'x', type: 'gauge', help: 'X.', samples: [{ value }] },
  });
  for (const value of [null, Number.NaN, Number.POSITIVE_INFINITY])
    expect(printOpenMetrics([family(value)])).toBe('# EOF\n');
  expect(printOpenMetrics([family(0)])).toBe('# TYPE x gauge\n# HELP x X.\nx 0\n# EOF\n');
});

test.each([
  ['x 1\n'],
  ['# TYPE x gauge\n# HELP x X.\nx 1\n# EOF'],
  ['# TYPE x gauge\n# HELP x X.\n\nx 1\n# EOF\n'],
  ['# TYPE x gauge\n# UNIT x seconds\n# HELP x X.\nx 1\n# EOF\n'],
  ['# TYPE x gauge\n# HELP x X.\nx{a="b} 1\n# EOF\n'],
  ['# TYPE x gauge\n# HELP x X.\nx one\n# EOF\n'],
  ['# TYPE x gauge\n# HELP x X.\nx 1\nx 2\n# EOF\n'],
  ['# TYPE x gauge\n# HELP x X.\ny 1\n# EOF\n'],
  ['# TYPE x gauge\nx 1\n# TYPE x gauge\nx 1\n# EOF\n'],
])('the strict reader takes no %j', (text) => {
  expect(() => parseOpenMetrics(text)).toThrow();
});
