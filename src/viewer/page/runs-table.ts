import type { DashboardRun } from '../dashboard.ts';
import { type Column, dataTable } from './data-table.ts';
import { element } from './element.ts';

const COLUMNS: readonly Column[] = [
  { head: 'Ended', look: 'when' },
  { head: 'Change', look: 'wide' },
  { head: 'Task' },
  { head: 'Kind' },
  { head: 'Outcome', look: 'whole' },
  { head: 'Pull request', look: 'wide' },
  { head: 'Rounds', look: 'number' },
  { head: 'Tokens', look: 'number' },
  { head: 'Seconds', look: 'number' },
  { head: 'Model', look: 'wide' },
];

/** The tasks that ended, each with its pull request. */
export function runsTable(runs: readonly DashboardRun[]): HTMLElement {
  const rows = runs.map((run) => [
    ended(run.at),
    run.change,
    run.task,
    run.kind,
    element('span', { class: run.ok ? 'ok' : 'bad' }, `${run.ok ? '✓' : '✗'} ${run.outcome}`),
    run.pull === undefined ? undefined : pullLink(run.pull),
    run.rounds,
    run.tokens,
    run.seconds,
    run.model,
  ]);
  return dataTable(COLUMNS, rows);
}

function ended(at: string): HTMLElement {
  const text = new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return element('time', { datetime: at }, text);
}

function pullLink(address: string): HTMLElement {
  const [place, number] = pullName(new URL(address));
  const name = element('bdi', {}, place, element('wbr'), number);
  return element('a', { href: address, rel: 'noreferrer', target: '_blank' }, name);
}

/** `owner/repository` and `#7`, with the host where it is not github.com; of other addresses all but their scheme. */
function pullName({ host, pathname, search }: URL): readonly [place: string, number: string] {
  const [, repository, number] = /^\/([^/]+\/[^/]+)\/pull\/(\d+)$/.exec(search === '' ? pathname : '') ?? [];
  if (repository === undefined) return [`${host}${pathname}${search}`, ''];
  return [`${host === 'github.com' ? '' : `${host}/`}${repository}`, `#${number}`];
}
