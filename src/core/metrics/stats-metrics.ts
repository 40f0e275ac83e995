import type { MetricFamily, MetricSample } from './open-metrics.ts';
import type { Stats } from './stats.ts';

const PREFIX = 'openspec_complete';

type Unit = NonNullable<MetricFamily['unit']>;

/** The statistics of a window as families of metrics. All are gauges: a window's sums also go down. */
export function statsMetrics(stats: Stats): readonly MetricFamily[] {
  return [...stateMetrics(stats), ...taskMetrics(stats), ...callMetrics(stats), ...modelMetrics(stats)];
}

function stateMetrics({ db_off, window_days, indicator }: Stats): readonly MetricFamily[] {
  const statuses = ['offline', 'degraded', 'healthy'].map((status) =>
    labelled({ status }, indicator.status === status ? 1 : 0),
  );
  return [
    gauge('journal_up', 'Whether the journal could be read.', [{ value: db_off ? 0 : 1 }]),
    gauge(
      'window_seconds',
      'The time that all other numbers tell of.',
      [{ value: window_days * 86_400 }],
      'seconds',
    ),
    gauge('lm_status', 'The canonical signal of the model server: 1 for the status it has.', statuses),
  ];
}

function taskMetrics(stats: Stats): readonly MetricFamily[] {
  if (stats.db_off) return [];
  const { tasks, foundry, rounds, gates, repairs, quality } = stats;
  const { completed, failed, blocked, seconds } = tasks;
  const ends = Object.entries({ completed, failed, blocked });
  return [
    gauge(
      'tasks',
      'Tasks that were worked on, by how they ended.',
      ends.map(([outcome, value]) => labelled({ outcome }, value)),
    ),
    gauge('foundry_tasks', 'FoundryTasks that were worked on, by how they ended.', [
      labelled({ outcome: 'completed' }, foundry.completed),
      labelled({ outcome: 'failed' }, foundry.failed),
    ]),
    gauge(
      'task_completion_ratio',
      'Completed tasks of completed and failed ones.',
      [{ value: tasks.completion_rate }],
      'ratio',
    ),
    gauge(
      'task_tokens',
      'Model tokens used by tasks.',
      [
        labelled({ kind: 'prompt' }, tasks.tokens_prompt),
        labelled({ kind: 'completion' }, tasks.tokens_completion),
      ],
      'tokens',
    ),
    summary(
      'task_duration_seconds',
      'From the start of a completed task to its pull request.',
      quantiles({}, seconds),
    ),
    gauge(
      'round_success_ratio',
      'Tasks that a round completed, of those that came to it.',
      rounds.map(({ round, success_rate }) => labelled({ round: `${round}` }, success_rate)),
      'ratio',
    ),
    gauge(
      'gate_pass_ratio',
      'How often a gate held at the end of a task.',
      gates.map(({ gate, pass_rate }) => labelled({ gate }, pass_rate)),
      'ratio',
    ),
    gauge(
      'gate_first_round_pass_ratio',
      'How often a gate held in the first round.',
      gates.map(({ gate, first_round_pass_rate: rate }) => labelled({ gate }, rate)),
      'ratio',
    ),
    gauge('repairs', 'Repairs of answers that did not hold, by who made them.', [
      labelled({ by: 'program' }, repairs.without_model),
      labelled({ by: 'model' }, repairs.by_model),
    ]),
    gauge(
      'change_lines',
      'Lines that completed tasks changed.',
      [
        labelled({ change: 'added' }, quality.lines_added),
        labelled({ change: 'removed' }, quality.lines_removed),
      ],
      'lines',
    ),
    gauge('new_warnings', 'Warnings that completed tasks brought.', [{ value: quality.new_warnings }]),
    gauge('unsafe_added', 'Uses of unsafe that completed tasks brought.', [{ value: quality.unsafe_added }]),
  ];
}

function callMetrics({ db_off, calls }: Stats): readonly MetricFamily[] {
  if (db_off) return [];
  return [
    gauge('lm_calls', 'Model calls, by how they ended.', [
      labelled({ result: 'successful' }, calls.successful_calls),
      labelled({ result: 'failed' }, calls.failed_calls),
      labelled({ result: 'budget_refused' }, calls.budget_refused_calls),
    ]),
    gauge('lm_error_ratio', 'Failed calls of all.', [{ value: calls.error_rate }], 'ratio'),
    gauge(
      'lm_studio_usage_ratio',
      'LM Studio among the backends that answered.',
      [{ value: calls.lm_studio_usage_ratio }],
      'ratio',
    ),
    gauge('lm_fallback_ratio', 'Calls that went to the fallback.', [{ value: calls.fallback_rate }], 'ratio'),
  ];
}

function modelMetrics({ models }: Stats): readonly MetricFamily[] {
  const each = (
    samples: (model: Stats['models'][number], label: { readonly model: string }) => readonly MetricSample[],
  ) => models.flatMap((model) => samples(model, { model: model.model }));
  return [
    gauge(
      'model_calls',
      'Calls to a model, by how they ended.',
      each((model, label) => [
        labelled({ ...label, result: 'successful' }, model.calls - model.failed_calls),
        labelled({ ...label, result: 'failed' }, model.failed_calls),
      ]),
    ),
    gauge(
      'model_tokens',
      'Tokens a model read and wrote.',
      each((model, label) => [
        labelled({ ...label, kind: 'prompt' }, model.tokens_prompt),
        labelled({ ...label, kind: 'completion' }, model.tokens_completion),
      ]),
      'tokens',
    ),
    gauge(
      'model_completion_ratio',
      'Completed tasks of those a model wrote.',
      each((model, label) => [labelled(label, model.completion_rate)]),
      'ratio',
    ),
    gauge(
      'model_tokens_per_second',
      'Mean speed of a model.',
      each((model, label) => [labelled(label, model.tokens_per_second)]),
    ),
    summary(
      'model_latency_seconds',
      'Time of a call to a model.',
      each(({ latency_ms: ms }, label) =>
        ms === null ? [] : quantiles(label, { p50: ms.p50 / 1000, p90: ms.p90 / 1000, p99: ms.p99 / 1000 }),
      ),
    ),
  ];
}

function labelled(labels: Readonly<Record<string, string>>, value: number | null): MetricSample {
  return { labels, value };
}

function gauge(name: string, help: string, samples: readonly MetricSample[], unit?: Unit): MetricFamily {
  return { name: `${PREFIX}_${name}`, type: 'gauge', help, samples, ...(unit === undefined ? {} : { unit }) };
}

function summary(name: string, help: string, samples: readonly MetricSample[]): MetricFamily {
  return { name: `${PREFIX}_${name}`, type: 'summary', unit: 'seconds', help, samples };
}

function quantiles(
  labels: Readonly<Record<string, string>>,
  {
    p50,
    p90,
    p99,
  }: { readonly p50: number | null; readonly p90: number | null; readonly p99: number | null },
): readonly MetricSample[] {
  return [
    labelled({ ...labels, quantile: '0.5' }, p50),
    labelled({ ...labels, quantile: '0.9' }, p90),
    labelled({ ...labels, quantile: '0.99' }, p99),
  ];
}
