import type { Dashboard, DashboardRun } from '../dashboard.ts';
import { barChart } from './bar-chart.ts';
import { byId, element } from './element.ts';
import { startTheme } from './theme.ts';

const REFRESH_MILLISECONDS = 10_000;

function show({ indicator, days, models, runs }: Dashboard): void {
  const percent = (ratio: number) => `${(ratio * 100).toFixed(1)} %`;
  byId('signal').replaceChildren(
    element('strong', { class: indicator.status }, indicator.status),
    facts([
      ['reason', indicator.reason],
      ['calls', indicator.total_calls.toLocaleString('en')],
      ['success', percent(indicator.success_rate)],
      ['errors', percent(indicator.error_rate)],
      ['most frequent error', indicator.top_error_reason ?? 'none'],
    ]),
  );
  const chart = (
    id: string,
    unit: string,
    parts: (day: Dashboard['days'][number]) => Parameters<typeof barChart>[0][number]['parts'],
  ) =>
    byId(id).replaceChildren(
      days.length === 0
        ? element('p', {}, 'No model call in this time.')
        : barChart(
            days.map((day) => ({ date: day.date, parts: parts(day) })),
            unit,
          ),
    );
  chart('tokens', 'tokens', (day) => [
    { name: 'prompt tokens', value: day.tokensPrompt, look: 'a' },
    { name: 'completion tokens', value: day.tokensCompletion, look: 'b' },
  ]);
  chart('latency', 'ms', (day) => [{ name: 'ms', value: Math.round(day.latencyMilliseconds), look: 'a' }]);
  chart('calls', 'calls', (day) => [
    { name: 'successful', value: day.calls - day.failed, look: 'b' },
    { name: 'failed', value: day.failed, look: 'c' },
  ]);
  byId('models').replaceChildren(
    table(
      ['Model', 'Calls', 'Successful', 'p50 ms', 'p90 ms', 'p99 ms'],
      models.map(({ model, calls, successful, p50, p90, p99 }) => [model, calls, successful, p50, p90, p99]),
    ),
  );
  byId('runs').replaceChildren(
    table(
      ['Ended', 'Change', 'Task', 'Kind', 'Outcome', 'Pull request', 'Rounds', 'Tokens', 'Seconds', 'Model'],
      runs.map(runCells),
    ),
  );
}

type Cell = string | number | Node | undefined;

function runCells(run: DashboardRun): readonly Cell[] {
  const outcome = element('span', { class: run.ok ? 'ok' : 'bad' }, `${run.ok ? '✓' : '✗'} ${run.outcome}`);
  const link =
    run.pull === undefined
      ? undefined
      : element(
          'a',
          { href: run.pull, rel: 'noreferrer', target: '_blank' },
          run.pull.split('/').slice(-2).join(' '),
        );
  const ended = new Date(run.at).toLocaleString();
  return [
    ended,
    run.change,
    run.task,
    run.kind,
    outcome,
    link,
    run.rounds,
    run.tokens,
    run.seconds,
    run.model,
  ];
}

function table(heads: readonly string[], rows: readonly (readonly Cell[])[]): HTMLElement {
  if (rows.length === 0) return element('p', {}, 'Nothing was recorded yet.');
  const cell = (value: Cell) =>
    element(
      'td',
      typeof value === 'number' ? { class: 'number' } : {},
      typeof value === 'number' ? value.toLocaleString('en') : (value ?? ''),
    );
  return element(
    'table',
    {},
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...heads.map((head, column) => {
          const isNumber = typeof rows[0]?.[column] === 'number';
          return element('th', { scope: 'col', ...(isNumber && { class: 'number' }) }, head);
        }),
      ),
    ),
    element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map(cell)))),
  );
}

function facts(rows: readonly (readonly [string, string])[]): HTMLElement {
  return element(
    'dl',
    {},
    ...rows.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
  );
}

async function refresh(): Promise<void> {
  const state = byId('live');
  try {
    const reply = await fetch('/api/dashboard');
    if (!reply.ok) throw new Error(`${reply.status}`);
    show((await reply.json()) as Dashboard);
    state.textContent = `as of ${new Date().toLocaleTimeString()}`;
    state.className = 'live on';
    document.documentElement.dataset.painted = 'true';
  } catch {
    state.textContent = 'the server does not answer';
    state.className = 'live off';
  } finally {
    setTimeout(() => void refresh(), REFRESH_MILLISECONDS);
  }
}

startTheme(byId('theme'));
void refresh();
