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

/** Calls of one UTC day, `date` as `2026-11-20`. Tokens are what servers reported. */
export interface DayOfCalls {
  readonly date: string;
  readonly calls: number;
  readonly successful: number;
  readonly failed: number;
  readonly tokensPrompt: number;
  readonly tokensCompletion: number;
  readonly latencyMilliseconds: number;
}

/** Sums over the `lm_studio` rows of a window. A call that a budget refused is in none of them but `budgetRefused`. */
export interface CallFacts {
  readonly days: readonly DayOfCalls[];
  /** Successful calls by the backend that answered. */
  readonly byLmStudio: number;
  readonly byRemote: number;
  /** Calls that went to the fallback because LM Studio was not usable. */
  readonly fellBack: number;
  readonly budgetRefused: number;
  /** Failed calls by the code of their first violation. */
  readonly troubles: Readonly<Record<string, number>>;
  /** The ten youngest failures, newest first. */
  readonly recent: readonly { readonly createdAt: Date; readonly type: string; readonly reason: string }[];
  readonly newest?: Date;
}

/** A row of `control.lm_usage_budget` and what was used in its window; refused calls do not count as used. */
export interface BudgetFacts {
  readonly appName: string;
  readonly windowDays: number;
  readonly maxRequests: number;
  readonly maxTokens: number;
  readonly usedRequests: number;
  readonly usedTokens: number;
}

/** What a store can tell. Rejects with a `Fault` (`journal-*`) when the store cannot be read. */
export interface JournalReader extends AsyncDisposable {
  calls(since: Date): Promise<CallFacts>;
  budgets(now: Date): Promise<readonly BudgetFacts[]>;
  /** `result` and `args` of the `openspec_complete` rows, oldest first; at most `limit`, the youngest. */
  outcomes(since: Date, limit: number): Promise<readonly JournalRow[]>;
  /** Successful and failed calls grouped by model, with latency percentiles (50, 90, 99) in milliseconds. */
  models(since: Date): Promise<readonly ModelFacts[]>;
}

export interface ModelFacts {
  readonly model: string;
  readonly calls: number;
  readonly successful: number;
  readonly tokensPrompt: number;
  readonly tokensCompletion: number;
  readonly latency: { readonly p50: number; readonly p90: number; readonly p99: number };
  /** Mean of the tokens a second that calls reported; undefined when none did. */
  readonly tokensPerSecond?: number;
}
