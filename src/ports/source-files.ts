/** What a walk through a folder meets. */
export type SourceFile =
  | { readonly kind: 'file'; readonly path: string }
  /** A device, what this user may not read, or what is passed over with everything below. */
  | { readonly kind: 'left-out'; readonly path: string; readonly why: string };

/** Finds the files that a task folds one by one. */
export interface SourceFiles {
  /**
   * The plain files at and below a path, by name, folders in their place; links are followed in the path that is given
   * and passed over below it. So are the folder `bricks`, state of git and of this program, and what takes for ever to
   * read. Ends early when nobody asks for more. Throws `artifact-missing`, `artifact-unreadable`.
   */
  below(path: string, bricks: string): AsyncIterable<SourceFile>;
  /** The path without links. Throws `artifact-missing`. */
  real(path: string): Promise<string>;
}
