import type { Dashboard, DashboardDay } from '../dashboard.ts';
import { type BarDay, barChart } from './bar-chart.ts';
import { type Column, dataTable } from './data-table.ts';
import { byId, element } from './element.ts';
import { renderChanged } from './render-changed.ts';
import { runsTable } from './runs-table.ts';

const MODEL_COLUMNS: readonly Column[] = [
  { head: 'Model', look: 'wide' },
  { head: 'Calls', look: 'number' },
  { head: 'Successful', look: 'number' },
  { head: 'p50 (ms)', look: 'number' },
  { head: 'p90 (ms)', look: 'number' },
  { head: 'p99 (ms)', look: 'number' },
];
const COMPACT = new Intl.NumberFormat('en', { notation: 'compact' });

/** Shows all of the dashboard; what is as it was is left alone. */
export function showDashboard({ troubles, indicator, days, models, runs }: Dashboard): void {
  showTroubles(troubles);
  const { generated_at: _now, ...signal } = indicator;
  renderChanged(byId('signal'), signal, () => signalNodes(indicator));
  const chart = (id: string, dayOf: (day: DashboardDay) => BarDay) =>
    showList(id, days, {
      none: 'No model call in this time.',
      some: (known) => barChart(known.map(dayOf)),
    });
  chart('tokens', ({ date, tokensPrompt, tokensCompletion }) => ({
    date,
    label: COMPACT.format(tokensPrompt + tokensCompletion),
    parts: [
      { name: 'prompt tokens', value: tokensPrompt, look: 'dark-part' },
      { name: 'completion tokens', value: tokensCompletion, look: 'light-part' },
    ],
  }));
  chart('latency', ({ date, calls, latencyMilliseconds }) => ({
    date,
    label: calls === 0 ? '–' : duration(latencyMilliseconds),
    parts: [{ name: 'ms', value: Math.round(latencyMilliseconds), look: 'dark-part' }],
  }));
  chart('calls', ({ date, calls, failed }) => ({
    date,
    label: COMPACT.format(calls),
    parts: [
      { name: 'succeeded', value: calls - failed, look: 'light-part' },
      { name: 'failed', value: failed, look: 'bad-part' },
    ],
  }));
  showList('models', models, {
    none: 'No model call in this time.',
    some: (known) => [
      dataTable(
        MODEL_COLUMNS,
        known.map(({ model, calls, successful, p50, p90, p99 }) => [model, calls, successful, p50, p90, p99]),
      ),
    ],
  });
  showList('runs', runs, { none: 'No task ended in this time.', some: (known) => [runsTable(known)] });
}

/** Sentences above everything else; a screen reader tells them when they change. */
export function showTroubles(troubles: readonly string[]): void {
  renderChanged(byId('troubles'), troubles, () => troubles.map((text) => element('p', {}, text)));
}

function showList<T>(
  id: string,
  list: readonly T[] | null,
  { none, some }: { readonly none: string; readonly some: (list: readonly T[]) => readonly Node[] },
): void {
  renderChanged(byId(id), list, () => {
    if (list === null) return [element('p', {}, 'Not known: the reason is said above.')];
    return list.length === 0 ? [element('p', {}, none)] : some(list);
  });
}

function signalNodes(indicator: Dashboard['indicator']): readonly Node[] {
  const { status, reason, total_calls: calls, success_rate, error_rate, top_error_reason: top } = indicator;
  const percent = (share: number) => (calls === 0 ? '–' : `${(share * 100).toFixed(1)} %`);
  const facts: readonly (readonly [string, string])[] = [
    ['reason', reason],
    ['calls', calls.toLocaleString('en')],
    ['success', percent(success_rate)],
    ['errors', percent(error_rate)],
    ['most frequent error', calls === 0 ? '–' : (top ?? 'none')],
  ];
  const terms = facts.map(([name, value]) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, element('bdi', {}, value))),
  );
  return [element('strong', { class: status }, status), element('dl', {}, ...terms)];
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${COMPACT.format(milliseconds / 1000)} s`;
}
