import type { CommitId } from '../ports/repository.ts';

/** A branch and the commit at its tip. */
export interface Tip {
  readonly branch: string;
  readonly commit: CommitId;
}
