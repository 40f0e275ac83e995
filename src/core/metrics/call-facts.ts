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
