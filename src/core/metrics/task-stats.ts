import { percentile } from './percentile.ts';
import type { OutcomeFacts } from './read-outcome-row.ts';
import { shareOf } from './share-of.ts';

/** How tasks ended that were worked on; one that was tried twice counts twice. */
export interface TaskStats {
  readonly completed: number;
  readonly failed: number;
  readonly blocked: number;
  /** Of completed and failed ones; blocked ones are no fault of the work. Null without any. */
  readonly completion_rate: number | null;
  readonly tokens_prompt: number;
  readonly tokens_completion: number;
  readonly tokens_per_completed_task: number | null;
  /** Of completed tasks, from start to pull request. */
  readonly seconds: { readonly p50: number | null; readonly p90: number | null; readonly p99: number | null };
}

export function taskStats(ends: readonly OutcomeFacts[]): TaskStats {
  const count = (kind: OutcomeFacts['outcome']) => ends.filter(({ outcome }) => outcome === kind).length;
  const sum = (number: (end: OutcomeFacts) => number) => ends.reduce((total, end) => total + number(end), 0);
  const [completed, failed] = [count('completed'), count('failed')];
  const [prompt, completion] = [sum((end) => end.tokens_prompt), sum((end) => end.tokens_completion)];
  const seconds = ends.filter(({ ok }) => ok).map((end) => end.seconds);
  return {
    completed,
    failed,
    blocked: count('blocked'),
    completion_rate: shareOf(completed, completed + failed),
    tokens_prompt: prompt,
    tokens_completion: completion,
    tokens_per_completed_task: completed > 0 ? Math.round((prompt + completion) / completed) : null,
    seconds: {
      p50: percentile(seconds, 50),
      p90: percentile(seconds, 90),
      p99: percentile(seconds, 99),
    },
  };
}
