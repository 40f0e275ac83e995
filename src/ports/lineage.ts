import type { CommitId, CommitMessage } from './repository.ts';

/** A commit of a branch. */
export interface PastCommit {
  readonly commit: CommitId;
  readonly parents: readonly CommitId[];
  /** Whether this program made it. */
  readonly own: boolean;
  readonly author: string;
  readonly message: CommitMessage;
}

/** Three versions of one file: what two changes started from, and what each made of it. */
export interface ThreeTexts {
  readonly base: Uint8Array;
  readonly ours: Uint8Array;
  readonly theirs: Uint8Array;
}

/** How branches came to be, and what becomes of a change when its base has moved. */
export interface Lineage {
  /** The commits at a branch's tip along first parents, newest first; none when there is no such branch. Throws `history-shallow`. */
  recent(branch: string, most: number): Promise<readonly PastCommit[]>;
  /** Whether `older` is the commit or one of its ancestors; false where the history that is here does not show it. */
  contains(commit: CommitId, older: CommitId): Promise<boolean>;
  /** Both changes of a file together, undefined where they touch the same or neighbouring lines, or the file is no text. */
  mergeTexts(texts: ThreeTexts): Promise<Uint8Array | undefined>;
}
