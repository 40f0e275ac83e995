import { lineDiff } from '../../test/support/line-diff.ts';

/** A file's change as SEARCH/REPLACE blocks with three lines around each; texts end with a line end. */
export function searchReplaceBlocks(
  before: string,
  after: string,
): readonly { readonly search: string; readonly replace: string }[] {
  const lines = (text: string) => text.replace(/\n$/, '').split('\n');
  return lineDiff(lines(before), lines(after)).map((hunk) => ({
    search: `${hunk.before.join('\n')}\n`,
    replace: `${hunk.after.join('\n')}\n`,
  }));
}
