import type { OutcomeFacts } from './read-outcome-row.ts';

/** What completed tasks brought into the code. */
export interface QualityStats {
  readonly new_warnings: number;
  readonly unsafe_added: number;
  readonly lines_added: number;
  readonly lines_removed: number;
  /** Lines added and removed by a completed task, on average; null without any. */
  readonly lines_per_completed_task: number | null;
}

export function qualityStats(ends: readonly OutcomeFacts[]): QualityStats {
  const done = ends.filter(({ ok }) => ok);
  const sum = (number: (end: OutcomeFacts) => number) => done.reduce((total, end) => total + number(end), 0);
  const [added, removed] = [sum((end) => end.lines_added), sum((end) => end.lines_removed)];
  return {
    new_warnings: sum((end) => end.new_warnings),
    unsafe_added: sum((end) => end.unsafe_added),
    lines_added: added,
    lines_removed: removed,
    lines_per_completed_task: done.length > 0 ? Math.round((added + removed) / done.length) : null,
  };
}
