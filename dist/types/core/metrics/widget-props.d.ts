import type { LmIndicator, LmIndicatorReason, LmIndicatorStatus } from "./lm-indicator.js";
/** What a status badge shows (upstream's widget contract, docs/SSOT/LM_WIDGETS.md of iog-creator/Gemantria). */
export interface LmWidgetProps {
	readonly status: LmIndicatorStatus;
	readonly reason: LmIndicatorReason;
	readonly label: string;
	readonly color: "grey" | "green" | "yellow" | "red";
	readonly icon: "status-offline" | "status-healthy" | "status-degraded";
	/** Plain text, never to be shown as HTML: the cause comes from the file. */
	readonly tooltip_lines: readonly string[];
	readonly metrics: {
		readonly successRate: number;
		readonly errorRate: number;
		readonly totalCalls: number;
		readonly dbOff: boolean;
		readonly topErrorReason: string | null;
		readonly windowDays: number;
		readonly generatedAt: string;
	};
	readonly source: {
		readonly path: string;
	};
}
/** Where an indicator comes from. */
export interface LmIndicatorSource {
	readonly path: string;
	/** Why the file could not be used; undefined when it could. */
	readonly problem?: string;
}
/** The props of a badge. The status is taken as it is; nothing is classified again. */
export declare function lmWidgetProps(indicator: LmIndicator, source: LmIndicatorSource): LmWidgetProps;
