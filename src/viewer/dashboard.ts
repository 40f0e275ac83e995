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
  /** UTC, `2026-11-20`. */
  readonly date: string;
  readonly calls: number;
  readonly failed: number;
  readonly tokensPrompt: number;
  readonly tokensCompletion: number;
  /** Mean of a call; 0 without calls. */
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

/** What the dashboard shows. A list is null where the journal did not tell it. */
export interface Dashboard {
  /** Why something is not known: sentences with their fix. */
  readonly troubles: readonly string[];
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
  /** Every day of the window, oldest first; none when no model was called in it. */
  readonly days: readonly DashboardDay[] | null;
  readonly models: readonly DashboardModel[] | null;
  readonly runs: readonly DashboardRun[] | null;
}
