import type { ByteChanges } from '../core/edits/edit.ts';
import type { Slot } from './toolchain.ts';

export type CommitId = string;

/** One file of a commit. */
export interface TreeEntry {
  readonly path: string;
  /** git file mode: 100644, 100755, 120000 (symlink), 160000 (submodule). */
  readonly mode: string;
  readonly blob: string;
  /** Bytes; -1 for a submodule. */
  readonly size: number;
}

/** Reading commits. Never touches the working tree, HEAD or the index of the user's checkout. */
export interface Repository {
  /** Throws `base-missing` or `history-shallow`. */
  resolve(revision: string): Promise<CommitId>;
  list(commit: CommitId, folder?: string): Promise<readonly TreeEntry[]>;
  /** Bytes by path; paths that do not exist are absent. */
  read(commit: CommitId, paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Paths that differ between two commits. */
  changedPaths(before: CommitId, after: CommitId): Promise<readonly string[]>;
}

/** Private worktrees with their own target folders, kept warm between runs. */
export interface Slots {
  /** Leases a free slot, made when there is none; disposing gives it back. */
  lease(signal?: AbortSignal): Promise<SlotLease>;
}

export interface SlotLease extends AsyncDisposable {
  readonly slot: Slot;
  /** Puts the slot's tree to exactly this commit: nothing of an earlier candidate is left. Throws `disk-full`. */
  reset(commit: CommitId): Promise<void>;
  /**
   * Writes file changes into the tree (all or none); `null` deletes. Strings are written as UTF-8.
   * Never follows a symlink. Throws `path-refused`, `disk-full`.
   */
  write(changes: ByteChanges): Promise<void>;
  /** Bytes of a file as it is in the tree now, undefined when there is no plain file. Never follows a symlink. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Commits exactly the given changes on top of `parent`; same input, same commit id. */
  commit(
    parent: CommitId,
    changes: ByteChanges,
    message: CommitMessage,
  ): Promise<{ readonly commit: CommitId; readonly tree: string }>;
}

export interface CommitMessage {
  readonly subject: string;
  readonly body: string;
  /** ISO 8601 time of author and committer. */
  readonly date: string;
}

/** Where finished branches go: the GitHub remote, or the user's own repository. */
export interface Branches {
  /** Commit at the tip of the branch, undefined when it does not exist. */
  tip(branch: string): Promise<CommitId | undefined>;
  /** Tips of those branches that exist, most of their commits brought here; a number of requests that does not grow with them. */
  tips(branches: readonly string[]): Promise<ReadonlyMap<string, CommitId>>;
  /**
   * Moves the branch from `expected` (undefined: it must not exist) to `commit`. Gives where it is then: `commit`, or the
   * same tree, parents and message as the server made it. Throws `push-rejected`, `push-unsigned`, `branch-moved`.
   */
  put(branch: string, commit: CommitId, expected: CommitId | undefined): Promise<CommitId>;
}

/** Who worked on a branch. */
export interface History {
  /** Commits on the branch, not on `base`, that this program did not make; newest first. */
  foreignCommits(
    branch: string,
    base: CommitId,
  ): Promise<readonly { readonly commit: CommitId; readonly author: string; readonly subject: string }[]>;
}

/** How commits hang together. */
export interface Ancestry {
  /** The branch's tip with its whole history, undefined when there is no such branch. */
  bring(branch: string): Promise<CommitId | undefined>;
  /** git tree id of a commit that is here. */
  treeOf(commit: CommitId): Promise<string>;
  /** Whether `older` is `tip` or an ancestor of it. Throws `history-shallow` when that cannot be seen. */
  includes(tip: CommitId, older: CommitId): Promise<boolean>;
}
