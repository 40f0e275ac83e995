import type { CallFacts } from './call-facts.ts';
import { classifyIndicator } from './classify-indicator.ts';
import { type ExportWindow, exportHead } from './export-window.ts';
import { type FoundryStats, foundryStats } from './foundry-stats.ts';
import { type GateStats, gateStats } from './gate-stats.ts';
import type { Known } from './known.ts';
import type { LmIndicator } from './lm-indicator.ts';
import { type LmInsights, lmInsights } from './lm-insights.ts';
import type { ModelFacts } from './model-facts.ts';
import { type ModelStats, modelStats } from './model-stats.ts';
import { type QualityStats, qualityStats } from './quality-stats.ts';
import type { OutcomeFacts } from './read-outcome-row.ts';
import { type RepairStats, repairStats } from './repair-stats.ts';
import { type RoundStats, roundStats } from './round-stats.ts';
import { type TaskStats, taskStats } from './task-stats.ts';

/** What a journal told of a window. */
export interface StatsFacts {
  readonly calls: Known<CallFacts>;
  readonly models: Known<readonly ModelFacts[]>;
  readonly outcomes: Known<readonly OutcomeFacts[]>;
}

/** `openspec-complete stats --json`. Keys are only added within one `version`. Rates are fractions from 0 to 1. */
export interface Stats {
  readonly version: 1;
  readonly generated_at: string;
  readonly since: string;
  readonly window_days: number;
  readonly db_off: boolean;
  /** Why the journal could not be read, a code; null when it could. */
  readonly error: string | null;
  /** Of changes; so are rounds, gates, repairs and quality. */
  readonly tasks: TaskStats;
  readonly foundry: FoundryStats;
  /** By round, ascending: a task is completed in the round that held. */
  readonly rounds: readonly RoundStats[];
  readonly gates: readonly GateStats[];
  readonly repairs: RepairStats;
  readonly quality: QualityStats;
  readonly models: readonly ModelStats[];
  readonly calls: Pick<
    LmInsights,
    | 'total_calls'
    | 'successful_calls'
    | 'failed_calls'
    | 'error_rate'
    | 'lm_studio_calls'
    | 'remote_calls'
    | 'lm_studio_usage_ratio'
    | 'fallback_rate'
    | 'budget_refused_calls'
    | 'top_error_reason'
  >;
  readonly indicator: LmIndicator;
}

/** How the mission goes: tasks and their rounds, gates, repairs, quality, models and calls of a window. */
export function statsOf({ calls, models, outcomes }: StatsFacts, window: ExportWindow): Stats {
  const { schema: _, ...head } = exportHead(window);
  const all = outcomes.kind === 'known' ? outcomes.facts : [];
  const ends = all.filter(({ isFoundry }) => isFoundry !== true);
  const insights = lmInsights(calls, window);
  const off = [calls, models, outcomes].find(({ kind }) => kind === 'off');
  return {
    version: 1,
    ...head,
    db_off: off !== undefined,
    error: off?.kind === 'off' ? off.error : null,
    tasks: taskStats(ends),
    foundry: foundryStats(all.filter(({ isFoundry }) => isFoundry === true)),
    rounds: roundStats(ends),
    gates: gateStats(ends),
    repairs: repairStats(ends),
    quality: qualityStats(ends),
    models: modelStats(models.kind === 'known' ? models.facts : [], ends),
    calls: {
      total_calls: insights.total_calls,
      successful_calls: insights.successful_calls,
      failed_calls: insights.failed_calls,
      error_rate: insights.error_rate,
      lm_studio_calls: insights.lm_studio_calls,
      remote_calls: insights.remote_calls,
      lm_studio_usage_ratio: insights.lm_studio_usage_ratio,
      fallback_rate: insights.fallback_rate,
      budget_refused_calls: insights.budget_refused_calls,
      top_error_reason: insights.top_error_reason,
    },
    indicator: classifyIndicator(insights),
  };
}
