import { timestamp } from './timestamp.ts';

/** The days that an export tells of: up to `now`, `days` of them. */
export interface ExportWindow {
  readonly now: Date;
  readonly days: number;
}

/** What the four exports of calls begin with. */
export interface ExportHead {
  readonly schema: 'control';
  readonly generated_at: string;
  readonly since: string;
  readonly window_days: number;
}

const DAY_MILLISECONDS = 86_400_000;

/** The first moment of the window. */
export function startOf({ now, days }: ExportWindow): Date {
  return new Date(now.getTime() - days * DAY_MILLISECONDS);
}

export function exportHead(window: ExportWindow): ExportHead {
  return {
    schema: 'control',
    generated_at: timestamp(window.now),
    since: timestamp(startOf(window)),
    window_days: window.days,
  };
}
