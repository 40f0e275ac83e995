import type { BudgetFacts } from '../core/metrics/budget-facts.ts';
import type { CallFacts } from '../core/metrics/call-facts.ts';
import type { ModelFacts } from '../core/metrics/model-facts.ts';

export type { BudgetFacts } from '../core/metrics/budget-facts.ts';
export type { CallFacts } from '../core/metrics/call-facts.ts';
export type { ModelFacts } from '../core/metrics/model-facts.ts';

/** Which program part wrote a row: a model call, or the end of a task. */
export type JournalTool = 'lm_studio' | 'openspec_complete';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = { readonly [key: string]: Json };

/** One entry of `violations_json`. `code` is stable and countable; `reason` is a sentence, masked, for people. */
export interface Violation {
  readonly type: string;
  readonly code: string;
  readonly reason: string;
}

/** One row of `control.agent_run`, without what the store itself gives it (id, project_id, session_id). */
export interface JournalRow {
  readonly tool: JournalTool;
  readonly args: JsonObject;
  readonly result: JsonObject;
  readonly violations: readonly Violation[];
  readonly createdAt: Date;
}

/**
 * Where rows are left. Best effort by contract: `record` neither waits nor throws, and disposing gives what is queued
 * at most two seconds.
 */
export interface Journal extends AsyncDisposable {
  record(row: JournalRow): void;
}

/** What a store can tell. Rejects with a `Fault` (`journal-*`) when the store cannot be read. */
export interface JournalReader extends AsyncDisposable {
  calls(since: Date): Promise<CallFacts>;
  budgets(now: Date): Promise<readonly BudgetFacts[]>;
  /** `result` and `args` of the `openspec_complete` rows, oldest first; at most `limit`, the youngest. */
  outcomes(since: Date, limit: number): Promise<readonly JournalRow[]>;
  /** Successful and failed calls grouped by model, with latency percentiles (50, 90, 99) in milliseconds. */
  models(since: Date): Promise<readonly ModelFacts[]>;
  /** Whether rows could be recorded too, as far as can be told without writing one. */
  mayRecord(): Promise<boolean>;
}
