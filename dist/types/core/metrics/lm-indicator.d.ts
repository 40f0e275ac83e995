export type LmIndicatorStatus = "offline" | "degraded" | "healthy";
export type LmIndicatorReason = "db_off" | "no_calls" | "high_error_rate" | "ok";
/** `lm_indicator.json`: the one canonical signal, exactly these nine keys (iog-creator/Gemantria, ADR-066). */
export interface LmIndicator {
	readonly status: LmIndicatorStatus;
	readonly reason: LmIndicatorReason;
	readonly success_rate: number;
	readonly error_rate: number;
	readonly total_calls: number;
	readonly db_off: boolean;
	readonly top_error_reason: string | null;
	readonly window_days: number;
	readonly generated_at: string;
}
