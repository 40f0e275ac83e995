import type { Pull } from './pulls.ts';

/** A pull request as people talk about it. */
export interface ReviewedPull extends Pull {
  /** Its branch lives in another repository, or nowhere any more. */
  readonly isFork: boolean;
}

/** A person's remark on a line of a pull request that still stands there. */
export interface Remark {
  readonly author: string;
  readonly path: string;
  /** 1-based; undefined: the remark is about the whole file. */
  readonly line: number | undefined;
  readonly body: string;
}

/** A check that did not succeed; texts are what its program printed, possibly ''. */
export interface FailedCheck {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
}

/** What was said about a pull request, by people and by checks. */
export interface Reviews {
  /** Undefined: there is none with this number. */
  pull(number: number): Promise<ReviewedPull | undefined>;
  /** Remarks of people on lines that have not changed since, oldest first. */
  remarks(number: number): Promise<readonly Remark[]>;
  /** The newest runs of checks of a commit that failed, timed out or want an action. */
  failedChecks(commit: string): Promise<readonly FailedCheck[]>;
}
