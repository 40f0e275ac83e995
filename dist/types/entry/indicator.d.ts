import { type LmIndicatorReading } from "../core/metrics/parse-indicator.js";
export type { LmIndicator, LmIndicatorReason, LmIndicatorStatus } from "../core/metrics/lm-indicator.js";
export type { LmIndicatorReading } from "../core/metrics/parse-indicator.js";
export { type LmIndicatorSource, type LmWidgetProps, lmWidgetProps } from "../core/metrics/widget-props.js";
/**
* Reads `share/atlas/control_plane/lm_indicator.json` for another program. Never throws and fails closed: a file that
* is missing, no JSON, of other keys or of an unknown status is offline with `db_off`, and `problem` says why.
*/
export declare function readLmIndicator(path: string): Promise<LmIndicatorReading>;
