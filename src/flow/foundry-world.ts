import type { Sidecar } from '../core/bricks/sidecar.ts';
import type { Analyst } from '../ports/analyst.ts';
import type { SourceFiles } from '../ports/source-files.ts';
import type { FoldWorld } from './fold-artifact.ts';

/** What FoundryTasks are done with. */
export interface FoundryWorld extends FoldWorld {
  readonly sources: SourceFiles;
  readonly analyst: Analyst;
  /** A path of a task as one that can be opened: what is relative is so to the repository's root. */
  readonly locate: (path: string) => string;
  /**
   * Where a brick goes: the path on this machine of one below `bricks/`, its folder made. Throws `path-unusable` where a
   * link stands in between.
   */
  readonly brickAt: (path: string) => Promise<string>;
  /** Where the analysis of a task goes that folds nothing. */
  readonly analysisAt: (stem: string) => string;
  /** Why something must not be read, said of its path without links; undefined: it may. */
  readonly refuse: (realPath: string) => string | undefined;
  /** Told of every brick that is finished. */
  readonly onBrick: (brick: FoundryBrick) => Promise<void>;
}

/** A brick of a task. Paths are relative to `bricks/`. */
export interface FoundryBrick {
  /** The brick, or the index where the artifact is larger than one. */
  readonly path: string;
  readonly bricks: readonly string[];
  readonly sidecarPath: string;
  readonly previewPath: string;
  readonly sidecar: Sidecar;
}
