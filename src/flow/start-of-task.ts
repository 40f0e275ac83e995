import type { Outcome } from '../core/report/outcome.ts';
import type { CommitId } from '../ports/repository.ts';

/** A branch and the commit at its tip. */
export interface Tip {
  readonly branch: string;
  readonly commit: CommitId;
}

/** Where a task's work starts, or why it cannot. */
export type Start = { readonly kind: 'start'; readonly base: Tip } | { readonly kind: 'blocked'; readonly reason: string };

export interface StartQuestion {
  readonly order: 'stacked' | 'frontier' | 'independent';
  /** The branch the run targets. */
  readonly base: Tip;
  /** How the task before this one ended in this run; undefined when it was not part of it. */
  readonly before: { readonly outcome: Outcome; readonly tip: Tip | undefined } | undefined;
  /** Tip of the nearest earlier task of the change that has an open pull request from an earlier run. */
  readonly openBefore: Tip | undefined;
}

/**
 * `stacked`: on top of the task before it, of this run or an earlier one. `frontier` and `independent`: on the base.
 * A task whose predecessor failed is blocked, except when tasks are independent.
 */
export function startOfTask({ order, base, before, openBefore }: StartQuestion): Start {
  if (order === 'independent') return { kind: 'start', base };
  if (before && (before.outcome.kind === 'failed' || before.outcome.kind === 'blocked')) {
    const { task, kind } = before.outcome;
    return { kind: 'blocked', reason: `it builds on ${task.id}, which ${kind === 'failed' ? 'failed' : 'is blocked'}` };
  }
  if (order === 'frontier') return { kind: 'start', base };
  return { kind: 'start', base: before?.tip ?? openBefore ?? base };
}
