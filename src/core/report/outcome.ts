import type { Task } from '../tasks/task.ts';
import type { Attempt } from '../verdicts/attempt.ts';

/** Why a task was not worked on. */
export type SkipReason =
  | 'manual'
  | 'meta'
  | 'done'
  | 'nested'
  | 'deferred'
  | 'waiting'
  | 'policy'
  | 'rejected'
  | 'failed-before'
  | 'human-commits'
  | 'conflict'
  | 'max-tasks'
  | 'max-open-pulls'
  | 'pull-open'
  | 'held'
  | 'timeout'
  | 'budget'
  | 'stopped';

/** Where a finished task can be seen. `number` is 0 and `url` a path in a local run. */
export interface PullLink {
  readonly number: number;
  readonly url: string;
  readonly branch: string;
  /**
   * The setting to change, when GitHub did not let the pull request be opened: the branch is pushed, `number` is 0 and
   * `url` the compare page.
   */
  readonly setting?: string;
}

/** How one task ended. */
export type Outcome =
  | {
      readonly kind: 'completed';
      readonly task: Task;
      readonly status: 'opened' | 'updated' | 'unchanged' | 'would-open';
      readonly pull: PullLink;
      readonly attempts: readonly Attempt[];
      /** All of its time, where rounds and gates are not what takes it: of a FoundryTask. */
      readonly milliseconds?: number;
      readonly note?: string;
    }
  | {
      readonly kind: 'failed';
      readonly task: Task;
      readonly reason: string;
      readonly pull?: PullLink;
      readonly attempts: readonly Attempt[];
      readonly errors: readonly Annotation[];
      readonly milliseconds?: number;
      readonly note?: string;
    }
  | {
      readonly kind: 'blocked';
      readonly task: Task;
      readonly by: 'baseline-red' | 'earlier-task';
      readonly reason: string;
    }
  | { readonly kind: 'skipped'; readonly task: Task; readonly why: SkipReason; readonly reason: string };

/** A compile error of a failed task, shown on its file. */
export interface Annotation {
  readonly file: string;
  readonly line: number;
  readonly title: string;
  readonly message: string;
}
