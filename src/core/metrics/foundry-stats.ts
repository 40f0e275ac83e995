import type { OutcomeFacts } from './read-outcome-row.ts';
import { type TaskStats, taskStats } from './task-stats.ts';

/** How FoundryTasks ended, counted as tasks are. */
export type FoundryStats = Pick<TaskStats, 'completed' | 'failed' | 'completion_rate' | 'seconds'>;

export function foundryStats(ends: readonly OutcomeFacts[]): FoundryStats {
  const { completed, failed, completion_rate, seconds } = taskStats(ends);
  return { completed, failed, completion_rate, seconds };
}
