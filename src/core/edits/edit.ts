/** One thing a reply wants done to one file. Paths are repository-relative as the model wrote them, unchecked. */
export type Edit =
  | { readonly kind: 'write'; readonly path: string; readonly content: string }
  | { readonly kind: 'replace'; readonly path: string; readonly search: string; readonly replace: string }
  | { readonly kind: 'patch'; readonly path: string; readonly hunks: readonly Hunk[] }
  | { readonly kind: 'delete'; readonly path: string };

/** A hunk of a unified diff: the lines it expects and the lines it leaves, without their leading sign. */
export interface Hunk {
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** 1-based line the diff claims; a hint only, models miscount. */
  readonly line?: number;
}

/** Text of the files an edit may touch, by path; a path that is absent does not exist. */
export type FileTexts = ReadonlyMap<string, string>;

/** The whole effect of a reply: new text by path, `null` where the file goes. */
export type FileChanges = ReadonlyMap<string, string | null>;

/** The same with files whose bytes must stay exactly as given, whatever their encoding (a ticked tasks.md). */
export type ByteChanges = ReadonlyMap<string, string | Uint8Array | null>;
