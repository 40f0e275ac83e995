import type { CommitId } from './repository.ts';

/** A file as a commit leaves it; bytes null: it is gone, and `mode` is what it had. */
export interface FileState {
  readonly path: string;
  /** git file mode of a plain file: 100644 or 100755. */
  readonly mode: string;
  readonly bytes: Uint8Array | null;
}

/** What a commit says, without who made it and when. */
export interface CommitText {
  readonly tree: string;
  readonly parents: readonly CommitId[];
  readonly message: string;
}

/** Commits that are here, taken apart. Throws `git-failed`. */
export interface CommitObjects {
  describe(commit: CommitId): Promise<CommitText>;
  /** Files that differ between two commits; a renamed one is gone and new. */
  changes(from: CommitId, to: CommitId): Promise<readonly FileState[]>;
}

/** A commit to be made by a server. */
export interface CommitOrder extends CommitText {
  /** Tree of the first parent. */
  readonly baseTree: string;
  readonly changes: readonly FileState[];
}

/** Commits that the server makes and signs. Everything throws `github-*` faults. */
export interface SignedCommits {
  /** Makes a commit that no branch has yet. Throws `commit-unsigned`, and `github-failed` when its tree is another. */
  create(order: CommitOrder): Promise<CommitId>;
  /** Makes a branch that must not exist. Throws `branch-moved`. */
  createBranch(branch: string, commit: CommitId): Promise<void>;
  /** Moves a branch on to a commit that stands on its tip. Throws `branch-moved`. */
  fastForward(branch: string, commit: CommitId): Promise<void>;
}

/** Where commits are kept that no branch may have. */
export interface KeptCommits {
  /** Keeps it for the branch, in place of an earlier one. Gives the name to fetch it by; undefined: not possible. */
  keep(branch: string, commit: CommitId): Promise<string | undefined>;
  /** Forgets what was kept for the branch, if anything. Never throws `github-*` or git faults. */
  drop(branch: string): Promise<void>;
}
