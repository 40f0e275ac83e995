export interface BrickPlace {
  readonly brick: string;
  readonly x: number;
  readonly y: number;
}

interface FoldedEvent {
  readonly path: string;
  /** Bytes of the artifact. */
  readonly size: number;
  readonly places: readonly BrickPlace[];
}

/** What `foundry watch` tells, one line each. Paths of artifacts are absolute. */
export type WatchEvent =
  /** Every file that was found is in step, and from now on changes are followed. */
  | { readonly event: 'watching'; readonly files: number }
  /** Every file that was found is in step; with `--once` that is all. */
  | { readonly event: 'done'; readonly files: number }
  | ({ readonly event: 'folded' } & FoldedEvent)
  /** `written`: bytes that were written into the brick. */
  | ({ readonly event: 'refolded'; readonly written: number } & FoldedEvent)
  | { readonly event: 'gone'; readonly path: string }
  | { readonly event: 'unreadable'; readonly path: string; readonly why: string }
  /** Bricks that cannot be written: the one of an artifact, or all in their folder (`path`). */
  | { readonly event: 'unwritable'; readonly path: string; readonly why: string }
  /** Something that is never folded, as a socket. */
  | { readonly event: 'skipped'; readonly path: string; readonly why: string }
  /** Files beyond the `most` that are watched; some of them by name. */
  | {
      readonly event: 'beyond';
      readonly files: number;
      readonly most: number;
      readonly paths: readonly string[];
    }
  | { readonly event: 'notice'; readonly text: string }
  | { readonly event: 'stopped'; readonly files: number };
