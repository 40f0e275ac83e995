import type { FileChanges, FileTexts } from '../edits/edit.ts';

/** One file before and after; undefined where it does not exist. */
export interface FileChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The files whose text really differs, by path. `before` holds the texts of the base. */
export function fileChanges(before: FileTexts, changes: FileChanges): readonly FileChange[] {
  return [...changes]
    .map(([path, text]) => ({ path, before: before.get(path), after: text ?? undefined }))
    .filter((change) => change.before !== change.after)
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
