/** A plain file that was found. */
export interface FoundFile {
  readonly path: string;
  /** Milliseconds since 1970 of the last change of its bytes. */
  readonly changed: number;
  /** Is another one after every change; nothing for files whose times tell nothing, as those of /proc and /sys. */
  readonly stamp?: string;
}

/** What was found at a path and below it. */
export interface Looked {
  /** Those that were asked for by name, and of the others the most recently changed. */
  readonly files: readonly FoundFile[];
  /** All plain files. */
  readonly total: number;
  /** Some of those that are not in `files`. */
  readonly others: readonly string[];
  /** What is no plain file, folder or link, or could not be read: the first 100. */
  readonly leftOut: readonly { readonly path: string; readonly why: string }[];
  readonly leftOutTotal: number;
}

export interface LookWish {
  /** Files at most. */
  readonly most: number;
  /** Files that are given in any case. */
  readonly isKnown: (path: string) => boolean;
}

/** Finds files, and tells of changes at paths that it has looked at. */
export interface ArtifactWatcher extends Disposable {
  /** Looks at a path and what is below, links unfollowed, and from then on watches what it found. */
  look(path: string, wish: LookWish): Promise<Looked>;
}
