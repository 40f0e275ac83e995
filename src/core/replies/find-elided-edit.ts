import type { Edit, FileTexts } from '../edits/edit.ts';
import { findElision } from './find-elision.ts';

/** The first edit that leaves code out, with the line that says so; `texts` are the files as they are now. */
export function findElidedEdit(
  edits: readonly Edit[],
  texts: FileTexts | undefined,
): { readonly path: string; readonly line: string } | undefined {
  for (const edit of edits) {
    for (const { text, kept } of newTexts(edit)) {
      const at = findElision(edit.path, text, kept || texts?.get(edit.path));
      if (at !== undefined) return { path: edit.path, line: text[at]?.trim() ?? '' };
    }
  }
  return undefined;
}

/** The lines an edit writes, and the text beside them whose comments it may keep. */
function newTexts(edit: Edit): readonly { readonly text: readonly string[]; readonly kept: string }[] {
  switch (edit.kind) {
    case 'write':
      return [{ text: edit.content.split('\n'), kept: '' }];
    case 'replace':
      return [{ text: edit.replace.split('\n'), kept: edit.search }];
    case 'patch':
      return edit.hunks.map((hunk) => ({ text: hunk.after, kept: hunk.before.join('\n') }));
    case 'delete':
      return [];
  }
}
