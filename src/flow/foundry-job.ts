import type { Outcome } from '../core/report/outcome.ts';
import type { Task } from '../core/tasks/task.ts';
import type { Pull } from '../ports/pulls.ts';
import type { CommitId } from '../ports/repository.ts';
import type { ListedTask } from './list-foundry-tasks.ts';

/** A FoundryTask of the base branch. */
export interface FoundryJob {
  readonly listed: ListedTask;
  /** The same as outcomes tell of it. */
  readonly task: Task;
  readonly openPulls: readonly Pull[];
}

/** What earlier runs left of it: a reason not to do it, or the branch and pull request to bring up to date. */
export type EarlierFoundry =
  | { readonly kind: 'ended'; readonly outcome: Outcome }
  | {
      readonly kind: 'work';
      readonly branch: string;
      readonly pull: Pull | undefined;
      /** Tip the branch has now; publishing fails if somebody moves it meanwhile. */
      readonly expected: CommitId | undefined;
      readonly fingerprint: string;
      /** Its pull request, if there is one, tells of that tip; else one may have been opened since it was looked for. */
      readonly isKnown: boolean;
    };
