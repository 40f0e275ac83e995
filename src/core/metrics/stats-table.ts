import { layTable } from '../tasks/lay-table.ts';
import { indicatorLine } from './indicator-line.ts';
import { percent } from './percent.ts';
import type { Stats } from './stats.ts';

/** The statistics for a terminal: a table for each question, foreign names made harmless. Ends with a line end. */
export function statsTable(stats: Stats): string {
  const head = `The last ${stats.window_days === 1 ? 'day' : `${stats.window_days} days`}, since ${stats.since.slice(0, 10)}`;
  const parts = [
    section('Tasks', taskRows(stats)),
    section('FoundryTasks', foundryRows(stats)),
    section('By round', roundRows(stats)),
    section('Gates', gateRows(stats)),
    section('Models', modelRows(stats)),
    section('Model calls', callRows(stats)),
  ];
  return [`${head}\n`, ...parts.filter((part) => part !== '')].join('\n');
}

type Rows = readonly (readonly string[])[];

function section(title: string, rows: Rows): string {
  return rows.length === 0 ? '' : `${title}\n${layTable(rows)}`;
}

function taskRows({ tasks, repairs, quality }: Stats): Rows {
  const { completed, failed, blocked } = tasks;
  if (completed + failed + blocked === 0) return [['none were worked on']];
  const { seconds } = tasks;
  return [
    ['completed', `${completed} of ${completed + failed} (${percent(tasks.completion_rate)})`],
    ...(blocked > 0 ? [['blocked', `${blocked}`]] : []),
    [
      'time of a completed one',
      `${told(seconds.p50, ' s')} median, ${told(seconds.p90, ' s')} at most for 90 %`,
    ],
    ['tokens', `${tasks.tokens_prompt} read, ${tasks.tokens_completion} written`],
    ['tokens per completed one', told(tasks.tokens_per_completed_task)],
    [
      'repairs without the model',
      `${repairs.without_model} of ${repairs.without_model + repairs.by_model} (${percent(repairs.share_without_model)})`,
    ],
    ['lines per completed one', told(quality.lines_per_completed_task)],
    ['new warnings', `${quality.new_warnings}`],
    ['unsafe added', `${quality.unsafe_added}`],
  ];
}

function foundryRows({ foundry: { completed, failed, completion_rate, seconds } }: Stats): Rows {
  if (completed + failed === 0) return [];
  return [
    ['completed', `${completed} of ${completed + failed} (${percent(completion_rate)})`],
    ['time of a completed one', `${told(seconds.p50, ' s')} median`],
  ];
}

function roundRows({ rounds }: Stats): Rows {
  if (rounds.length === 0) return [];
  return [
    ['round', 'reached', 'completed', 'of those', 'so far'],
    ...rounds.map(({ round, reached, completed, success_rate, completed_so_far_rate }) => [
      `${round}`,
      `${reached}`,
      `${completed}`,
      percent(success_rate),
      percent(completed_so_far_rate),
    ]),
  ];
}

function gateRows({ gates }: Stats): Rows {
  if (gates.length === 0) return [];
  return [
    ['gate', 'held', 'in the first round'],
    ...gates.map(({ gate, pass_rate, first_round_pass_rate }) => [
      gate,
      percent(pass_rate),
      percent(first_round_pass_rate),
    ]),
  ];
}

function modelRows({ models }: Stats): Rows {
  if (models.length === 0) return [];
  return [
    ['model', 'completed', 'first round', 'calls', 'failed', 'p50', 'p90', 'p99', 'tokens/s'],
    ...models.map((model) => [
      model.model,
      percent(model.completion_rate),
      percent(model.first_round_rate),
      `${model.calls}`,
      `${model.failed_calls}`,
      ...(['p50', 'p90', 'p99'] as const).map((key) => latency(model.latency_ms?.[key])),
      model.tokens_per_second === null ? '–' : model.tokens_per_second.toFixed(1),
    ]),
  ];
}

function callRows({ calls, indicator }: Stats): Rows {
  const refused = calls.budget_refused_calls;
  return [
    [indicatorLine(indicator)],
    ...(calls.lm_studio_usage_ratio === null
      ? []
      : [
          [
            `${percent(calls.lm_studio_usage_ratio)} answered by LM Studio, ${percent(calls.fallback_rate)} fell back`,
          ],
        ]),
    ...(refused > 0 ? [[`${refused} refused by a budget`]] : []),
  ];
}

function told(number: number | null, unit = ''): string {
  return number === null ? '–' : `${Math.round(number)}${unit}`;
}

function latency(milliseconds: number | undefined): string {
  return milliseconds === undefined ? '–' : `${(milliseconds / 1000).toFixed(1)} s`;
}
