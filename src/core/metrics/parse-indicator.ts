import type { LmIndicator, LmIndicatorReason, LmIndicatorStatus } from './lm-indicator.ts';

/** What a file told, or a snapshot that says nothing is known, and why. */
export interface LmIndicatorReading {
  readonly indicator: LmIndicator;
  /** Why the file cannot be used; undefined when it can. */
  readonly problem?: string;
}

/** What stands for a signal that nobody gave: whoever relies on it must not take silence for health. */
export const UNKNOWN_INDICATOR: LmIndicator = {
  status: 'offline',
  reason: 'db_off',
  success_rate: 0,
  error_rate: 0,
  total_calls: 0,
  db_off: true,
  top_error_reason: 'db_off',
  window_days: 7,
  generated_at: '1970-01-01T00:00:00Z',
};

/** Which status a reason stands for; a file in which they contradict each other was not written by an exporter. */
const STATUS_OF: Readonly<Record<LmIndicatorReason, LmIndicatorStatus>> = {
  db_off: 'offline',
  no_calls: 'offline',
  high_error_rate: 'degraded',
  ok: 'healthy',
};

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(\+00:00|Z)$/;
const isRate = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1;
const isWhole = (value: unknown) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

const CHECKS: Readonly<Record<keyof LmIndicator, (value: unknown) => boolean>> = {
  status: (value) => value === 'offline' || value === 'degraded' || value === 'healthy',
  reason: (value) => typeof value === 'string' && Object.hasOwn(STATUS_OF, value),
  success_rate: isRate,
  error_rate: isRate,
  total_calls: isWhole,
  db_off: (value) => typeof value === 'boolean',
  top_error_reason: (value) => value === null || typeof value === 'string',
  window_days: (value) => isWhole(value) && value !== 0,
  generated_at: (value) => typeof value === 'string' && TIME.test(value),
};

/** Reads the text of a `lm_indicator.json`. Fails closed: what is not exactly an indicator is offline. */
export function parseIndicator(text: string): LmIndicatorReading {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return unusable('it is not JSON');
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    return unusable('it is not an object');
  const wrong = Object.entries(CHECKS).find(([key, holds]) => !holds(Reflect.get(content, key)));
  if (wrong) return unusable(`its ${wrong[0]} is missing or not usable`);
  const more = Object.keys(content).find((key) => !Object.hasOwn(CHECKS, key));
  if (more !== undefined) return unusable('it has keys that an indicator does not have');
  const indicator = content as LmIndicator;
  const { status, reason, db_off, total_calls } = indicator;
  if (STATUS_OF[reason] !== status || db_off !== (reason === 'db_off'))
    return unusable(`its status, reason and db_off contradict each other`);
  if (!db_off && (total_calls === 0) !== (reason === 'no_calls'))
    return unusable('its reason and total_calls contradict each other');
  return { indicator };
}

function unusable(problem: string): LmIndicatorReading {
  return { indicator: UNKNOWN_INDICATOR, problem };
}
