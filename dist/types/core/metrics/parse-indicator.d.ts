import type { LmIndicator } from "./lm-indicator.js";
/** What a file told, or a snapshot that says nothing is known, and why. */
export interface LmIndicatorReading {
	readonly indicator: LmIndicator;
	/** Why the file cannot be used; undefined when it can. */
	readonly problem?: string;
}
/** What stands for a signal that nobody gave: whoever relies on it must not take silence for health. */
export declare const UNKNOWN_INDICATOR: LmIndicator;
/** Reads the text of a `lm_indicator.json`. Fails closed: what is not exactly an indicator is offline. */
export declare function parseIndicator(text: string): LmIndicatorReading;
