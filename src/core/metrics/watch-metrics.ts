import type { MetricFamily } from './open-metrics.ts';

/** What a watch is at: a run, the next change or scan, or the end of a trouble that it waits for. */
export const WATCH_STATUSES = ['working', 'waiting', 'in_trouble'] as const;

export type WatchStatus = (typeof WATCH_STATUSES)[number];

/** The state of a watch as metrics. */
export function watchMetrics(now: WatchStatus): readonly MetricFamily[] {
  return [
    {
      name: 'openspec_complete_watch_status',
      type: 'gauge',
      help: 'What the watch is at: 1 for the status it has.',
      samples: WATCH_STATUSES.map((status) => ({ labels: { status }, value: status === now ? 1 : 0 })),
    },
  ];
}
