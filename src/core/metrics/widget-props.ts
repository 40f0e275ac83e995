import type { LmIndicator, LmIndicatorReason, LmIndicatorStatus } from './lm-indicator.ts';
import { percent } from './percent.ts';

/** What a status badge shows (upstream's widget contract, docs/SSOT/LM_WIDGETS.md of iog-creator/Gemantria). */
export interface LmWidgetProps {
  readonly status: LmIndicatorStatus;
  readonly reason: LmIndicatorReason;
  readonly label: string;
  readonly color: 'grey' | 'green' | 'yellow' | 'red';
  readonly icon: 'status-offline' | 'status-healthy' | 'status-degraded';
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
  readonly source: { readonly path: string };
}

/** Where an indicator comes from. */
export interface LmIndicatorSource {
  readonly path: string;
  /** Why the file could not be used; undefined when it could. */
  readonly problem?: string;
}

const LABELS: Readonly<Record<LmIndicatorReason, string>> = {
  db_off: 'LM Studio offline (database unavailable)',
  no_calls: 'LM Studio offline (no recent activity)',
  high_error_rate: 'LM Studio degraded (high error rate)',
  ok: 'LM Studio healthy',
};
/** Share of failed calls from which on a degraded server is shown red. */
const RED = 0.5;

/** The props of a badge. The status is taken as it is; nothing is classified again. */
export function lmWidgetProps(indicator: LmIndicator, source: LmIndicatorSource): LmWidgetProps {
  const { status, reason, error_rate } = indicator;
  return {
    status,
    reason,
    label: source.problem === undefined ? LABELS[reason] : 'LM status unknown (offline-safe mode)',
    color: colorOf(status, error_rate),
    icon: `status-${status}`,
    tooltip_lines: tooltipLines(indicator, source.problem),
    metrics: {
      successRate: indicator.success_rate,
      errorRate: error_rate,
      totalCalls: indicator.total_calls,
      dbOff: indicator.db_off,
      topErrorReason: indicator.top_error_reason,
      windowDays: indicator.window_days,
      generatedAt: indicator.generated_at,
    },
    source: { path: source.path },
  };
}

function colorOf(status: LmIndicatorStatus, errorRate: number): LmWidgetProps['color'] {
  if (status === 'offline') return 'grey';
  if (status === 'healthy') return 'green';
  return errorRate >= RED ? 'red' : 'yellow';
}

function tooltipLines(indicator: LmIndicator, problem: string | undefined): readonly string[] {
  if (problem !== undefined) return [`The indicator cannot be used: ${problem}`];
  const { reason, total_calls, window_days, success_rate, error_rate, top_error_reason } = indicator;
  const told = `As of ${indicator.generated_at}`;
  if (reason === 'db_off') return ['The control plane could not be read', told];
  const calls = `${total_calls} ${total_calls === 1 ? 'call' : 'calls'} in ${window_days} days`;
  if (reason === 'no_calls') return [calls, told];
  return [
    `${calls}: ${percent(success_rate)} answered, ${percent(error_rate)} failed`,
    ...(top_error_reason === null ? [] : [`Most frequent cause: ${top_error_reason}`]),
    told,
  ];
}
