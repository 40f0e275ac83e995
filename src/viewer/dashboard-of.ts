import { classifyIndicator } from '../core/metrics/classify-indicator.ts';
import type { ExportWindow } from '../core/metrics/export-window.ts';
import type { Known } from '../core/metrics/known.ts';
import { lmInsights } from '../core/metrics/lm-insights.ts';
import type { ModelFacts } from '../core/metrics/model-facts.ts';
import { readOutcomeRow } from '../core/metrics/read-outcome-row.ts';
import { plainLine } from '../core/text/plain-line.ts';
import type { CallFacts, JournalRow } from '../ports/journal.ts';
import type { Dashboard, DashboardRun } from './dashboard.ts';
import { daysOfWindow } from './days-of-window.ts';

export interface DashboardFacts {
  readonly calls: Known<CallFacts>;
  readonly models: Known<readonly ModelFacts[]>;
  /** Oldest first. */
  readonly outcomes: Known<readonly JournalRow[]>;
}

const NOT_RECORDED =
  'Nothing is recorded, for control-dsn is `off`. Leave it empty to keep a journal on this machine.';
/** Other programs write rows too: a page is no place for their longest name. */
const MOST_LETTERS = 200;
const MOST_ADDRESS = 2_000;

/** What the dashboard shows of a window; rows of other programs, and what is no address, are left out. */
export function dashboardOf(facts: DashboardFacts, window: ExportWindow): Dashboard {
  const { calls, models, outcomes } = facts;
  const indicator = classifyIndicator(lmInsights(calls, window));
  const top = indicator.top_error_reason;
  return {
    troubles: troublesOf([calls, models, outcomes]),
    indicator: { ...indicator, top_error_reason: top === null ? null : line(top) },
    days: calls.kind === 'known' ? daysOfWindow(calls.facts.days, window) : null,
    models: models.kind === 'known' ? models.facts.map(modelOf) : null,
    runs: outcomes.kind === 'known' ? outcomes.facts.flatMap(runOf).reverse() : null,
  };
}

function troublesOf(facts: readonly Known<unknown>[]): readonly string[] {
  const said = facts.flatMap((known) => (known.kind === 'off' ? [known.fault?.message ?? NOT_RECORDED] : []));
  return [...new Set(said)];
}

function modelOf({ model, calls, successful, latency }: ModelFacts) {
  return { model: line(model), calls, successful, ...latency };
}

function runOf(row: JournalRow): readonly DashboardRun[] {
  const read = readOutcomeRow(row);
  if (!read) return [];
  const text = (value: unknown) => (typeof value === 'string' ? line(value) : '');
  const pull = addressOf(row.result.pull);
  return [
    {
      at: row.createdAt.toISOString(),
      change: text(row.args.change),
      task: text(row.args.task),
      kind: text(row.args.type ?? row.args.kind),
      outcome: read.outcome,
      ok: read.ok,
      rounds: read.rounds,
      seconds: Math.round(read.seconds),
      tokens: read.tokens_prompt + read.tokens_completion,
      ...(read.model !== undefined && { model: line(read.model) }),
      ...(pull !== undefined && { pull }),
    },
  ];
}

function line(text: string): string {
  const plain = plainLine(text);
  return plain.length > MOST_LETTERS ? `${plain.slice(0, MOST_LETTERS)}…` : plain;
}

/** A row may hold anything: only a web address becomes a link, in the form that browsers show, which is ASCII alone. */
function addressOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^https?:\/\/[^\s"'<>]+$/.test(value)) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  return url?.username === '' && url.href.length <= MOST_ADDRESS ? url.href : undefined;
}
