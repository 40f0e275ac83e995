import type { Task } from '../core/tasks/task.ts';
import type { ChangeDocuments } from '../ports/change-source.ts';
import type { Pull } from '../ports/pulls.ts';
import type { CommitId } from '../ports/repository.ts';
import type { Tip } from './tip.ts';

/** One task to complete and what the run already knows about it. */
export interface TaskJob {
  readonly task: Task;
  /** The task with the boxes nested in it: what is really asked for. See core/tasks/whole-task.ts. */
  readonly whole: Task;
  /** Where the work starts and what the pull request targets. */
  readonly start: Tip;
  /** Proposal, design and spec deltas of the change, at the run's base. */
  readonly documents: ChangeDocuments;
  /** See core/pulls/fingerprint.ts. */
  readonly fingerprint: string;
  /** The pull request an earlier run left open. */
  readonly openPull: Pull | undefined;
  /** Where its branch was when the run began. */
  readonly openTip?: CommitId;
  /**
   * The tracked file with this task's box and those inside it ticked, and the box's 1-based line there; undefined when
   * there is no open box: the task is an issue, or its pull request is revised and has ticked it.
   */
  readonly ticked: { readonly path: string; readonly bytes: Uint8Array; readonly line: number } | undefined;
  /** Of a revision: the commit that the pull request's own commits begin after; they are not the start's. */
  readonly since?: CommitId;
}
