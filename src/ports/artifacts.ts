import type { ArtifactPart } from '../core/bricks/sidecar.ts';

/** What an artifact turned out to hold, known when it was read to its end. */
export interface ArtifactContents {
  /** The first 10,000 files or ranges. */
  readonly parts: readonly ArtifactPart[];
  readonly partsTotal: number;
  /** What was met and could not be read: the first 1,000. */
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
  readonly leftOutTotal: number;
}

/** Something to fold, open for reading once from start to end. */
export interface Artifact extends AsyncDisposable {
  readonly kind: 'file' | 'directory' | 'memory';
  readonly executable: boolean;
  /** Bytes that the system says a file has; those of /proc say 0, those of /sys a page. */
  readonly size?: number;
  /** Permissions as `stat` gives them, for a file. */
  readonly mode?: number;
  /**
   * Fills `into` and gives the number of bytes; fewer than it has room for only at the end.
   * Throws `artifact-unreadable`, `artifact-changed`.
   */
  read(into: Uint8Array): Promise<number>;
  contents(): ArtifactContents;
  /** Whether a path is the artifact itself or inside of it. */
  covers(path: string): Promise<boolean>;
}

/** Opens a file, a folder, a file of /proc or /sys, or the memory of a process (`/proc/<pid>/mem`). */
export interface Artifacts {
  /** Throws `artifact-missing`, `artifact-unreadable`. */
  open(path: string): Promise<Artifact>;
}
