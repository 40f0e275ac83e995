import type { Task } from '../core/tasks/task.ts';
import type { CommitId } from '../ports/repository.ts';

/** A branch and the commit at its tip. */
export interface Tip {
  readonly branch: string;
  readonly commit: CommitId;
}

/** Where a task's work starts, or why it cannot. */
export type Start =
  | { readonly kind: 'start'; readonly base: Tip }
  | { readonly kind: 'blocked'; readonly reason: string };

export interface StartQuestion {
  readonly order: 'stacked' | 'frontier' | 'independent';
  /** The branch the run targets. */
  readonly base: Tip;
  /** A task it depends on that failed or was blocked in this run. */
  readonly failed: Task | undefined;
  /** Branch of the nearest earlier task of the change that this run finished. */
  readonly before: Tip | undefined;
  /** Branch of the nearest earlier task of the change whose pull request an earlier run left open. */
  readonly openBefore: Tip | undefined;
}

/** `stacked`: on top of the task before it, of this run or an earlier one. `frontier` and `independent`: on the base. */
export function startOfTask({ order, base, failed, before, openBefore }: StartQuestion): Start {
  if (order !== 'stacked') return { kind: 'start', base };
  if (failed) return { kind: 'blocked', reason: `it builds on ${failed.id}, which could not be completed` };
  return { kind: 'start', base: before ?? openBefore ?? base };
}
