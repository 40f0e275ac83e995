import { classifyIndicator } from '../core/metrics/classify-indicator.ts';
import type { ExportWindow } from '../core/metrics/export-window.ts';
import type { Known } from '../core/metrics/known.ts';
import { lmInsights } from '../core/metrics/lm-insights.ts';
import type { ModelFacts } from '../core/metrics/model-facts.ts';
import { readOutcomeRow } from '../core/metrics/read-outcome-row.ts';
import { plainLine } from '../core/text/plain-line.ts';
import type { CallFacts, JournalRow } from '../ports/journal.ts';
import type { Dashboard, DashboardRun } from './dashboard.ts';

export interface DashboardFacts {
  readonly calls: Known<CallFacts>;
  readonly models: Known<readonly ModelFacts[]>;
  /** Oldest first. */
  readonly outcomes: Known<readonly JournalRow[]>;
}

/** What the dashboard shows of a window; rows of other programs, and what is no address, are left out. */
export function dashboardOf(facts: DashboardFacts, window: ExportWindow): Dashboard {
  const calls = facts.calls.kind === 'known' ? facts.calls.facts.days : [];
  const models = facts.models.kind === 'known' ? facts.models.facts : [];
  const outcomes = facts.outcomes.kind === 'known' ? facts.outcomes.facts : [];
  return {
    indicator: classifyIndicator(lmInsights(facts.calls, window)),
    days: calls.map((day) => ({
      date: day.date,
      calls: day.calls,
      failed: day.failed,
      tokensPrompt: day.tokensPrompt,
      tokensCompletion: day.tokensCompletion,
      latencyMilliseconds: day.calls > 0 ? day.latencyMilliseconds / day.calls : 0,
    })),
    models: models.map(({ model, calls: asked, successful, latency }) => ({
      model: plainLine(model),
      calls: asked,
      successful,
      ...latency,
    })),
    runs: outcomes.flatMap(runOf).reverse(),
  };
}

function runOf(row: JournalRow): readonly DashboardRun[] {
  const read = readOutcomeRow(row);
  if (!read) return [];
  const text = (value: unknown) => (typeof value === 'string' ? plainLine(value) : '');
  const { pull } = row.result;
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
      ...(read.model !== undefined && { model: plainLine(read.model) }),
      ...(isAddress(pull) && { pull }),
    },
  ];
}

/** A row may hold anything: only a web address becomes a link. */
function isAddress(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\/[^\s"'<>]+$/.test(value);
}
