/** One task that ended, newest first on the page. */
export interface DashboardRun {
  readonly at: string;
  readonly change: string;
  readonly task: string;
  /** What it asks for: `code`, `docs`; of a FoundryTask its type, as `convert_binary`. */
  readonly kind: string;
  readonly outcome: string;
  readonly ok: boolean;
  readonly model?: string;
  readonly rounds?: number;
  readonly seconds?: number;
  readonly tokens?: number;
  /** Only an http(s) address. */
  readonly pull?: string;
}

export interface DashboardDay {
  readonly date: string;
  readonly calls: number;
  readonly failed: number;
  readonly tokensPrompt: number;
  readonly tokensCompletion: number;
  /** Mean of a call. */
  readonly latencyMilliseconds: number;
}

export interface DashboardModel {
  readonly model: string;
  readonly calls: number;
  readonly successful: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

/** What the dashboard shows; everything but `indicator` is empty without a journal. */
export interface Dashboard {
  /** The canonical status signal, as `lm_indicator.json` has it. */
  readonly indicator: {
    readonly status: string;
    readonly reason: string;
    readonly success_rate: number;
    readonly error_rate: number;
    readonly total_calls: number;
    readonly top_error_reason: string | null;
    readonly window_days: number;
    readonly generated_at: string;
  };
  readonly days: readonly DashboardDay[];
  readonly models: readonly DashboardModel[];
  readonly runs: readonly DashboardRun[];
}
