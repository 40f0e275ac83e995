export interface BudgetLimits {
  /** Model tokens, prompt and completion; undefined: no bound. */
  readonly tokens: number | undefined;
  /** Seconds from the making of the budget on; undefined: no bound. */
  readonly seconds?: number | undefined;
}

/** The model tokens and the time that a task may use, over all its candidates; or a run, over all its tasks. */
export class WorkBudget {
  readonly #limits: BudgetLimits;
  readonly #now: () => Date;
  readonly #run: WorkBudget | undefined;
  readonly #start: number;
  #tokens = 0;

  /** @param run also pays, and ends the task when it is spent */
  constructor(limits: BudgetLimits, now: () => Date, run?: WorkBudget) {
    this.#limits = limits;
    this.#now = now;
    this.#run = run;
    this.#start = now().getTime();
  }

  spend(tokens: number): void {
    this.#tokens += tokens;
    this.#run?.spend(tokens);
  }

  /** What is spent, as a part of a sentence; undefined while there is something left. */
  get spent(): string | undefined {
    const { tokens, seconds } = this.#limits;
    if (tokens !== undefined && this.#tokens >= tokens) return `the budget of ${tokens} tokens is spent`;
    const elapsed = (this.#now().getTime() - this.#start) / 1000;
    if (seconds !== undefined && elapsed >= seconds) return `the budget of ${seconds} seconds is spent`;
    const ofRun = this.#run?.spent;
    return ofRun === undefined ? undefined : `of the whole run ${ofRun}`;
  }

  get isSpent(): boolean {
    return this.spent !== undefined;
  }
}
