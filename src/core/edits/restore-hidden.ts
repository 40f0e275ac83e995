import type { Edit, FileTexts } from './edit.ts';
import { parseFileLines } from './file-lines.ts';

/**
 * Edits in which every line that the model only saw in part is again as it stands in its file: the model copies lines
 * with `***` for a secret, or without characters that cannot be seen. Only lines of the same file come back, so nothing
 * can be carried elsewhere.
 *
 * @param texts the files as they are now
 * @param shown a file's text as prompts show it; it may take characters and line ends out, and add none
 */
export function restoreHidden(
  edits: readonly Edit[],
  texts: FileTexts,
  shown: (text: string) => string,
): readonly Edit[] {
  return edits.map((edit) => {
    const text = texts.get(edit.path);
    const hidden = text === undefined ? undefined : hiddenLines(text, shown(text));
    return hidden === undefined || hidden.size === 0 ? edit : restored(edit, hidden);
  });
}

/** Lines of the file by the trimmed line that is shown for them, in their order. */
type HiddenLines = ReadonlyMap<string, readonly string[]>;

function hiddenLines(text: string, visible: string): HiddenLines {
  const { lines } = parseFileLines(text);
  const hidden = new Map<string, string[]>();
  if (lines.join('\n') === visible.replace(/\n$/, '')) return hidden;
  const seen = visible.split('\n');
  let at = 0;
  for (const [index, line] of seen.entries()) {
    if (at >= lines.length) break;
    const end = line === lines[at] ? at + 1 : endOfHidden(lines, at, seen[index + 1]);
    if (line !== lines[at] && line.trim() !== '') {
      const originals = hidden.get(line.trim()) ?? [];
      originals.push(lines.slice(at, end).join('\n').trimStart());
      hidden.set(line.trim(), originals);
    }
    at = end;
  }
  return hidden;
}

/** A mask may stand for several lines: it ends before the line that is shown next. */
function endOfHidden(lines: readonly string[], at: number, next: string | undefined): number {
  if (next === undefined || next.trim() === '') return at + 1;
  const found = lines.indexOf(next, at + 1);
  return found < 0 ? at + 1 : found;
}

function restored(edit: Edit, hidden: HiddenLines): Edit {
  switch (edit.kind) {
    case 'write':
      return { ...edit, content: restoreText(edit.content, hidden) };
    case 'replace':
      return {
        ...edit,
        search: restoreText(edit.search, hidden),
        replace: restoreText(edit.replace, hidden),
      };
    case 'patch':
      return {
        ...edit,
        hunks: edit.hunks.map((hunk) => ({
          ...hunk,
          before: restoreLines(hunk.before, hidden),
          after: restoreLines(hunk.after, hidden),
        })),
      };
    case 'delete':
      return edit;
  }
}

function restoreText(text: string, hidden: HiddenLines): string {
  return restoreLines(text.split('\n'), hidden).join('\n');
}

/** Where several lines look the same, they come back in their order. */
function restoreLines(lines: readonly string[], hidden: HiddenLines): string[] {
  const used = new Map<string, number>();
  return lines.flatMap((line) => {
    const seen = line.trim();
    const originals = hidden.get(seen);
    if (!originals) return [line];
    const count = used.get(seen) ?? 0;
    used.set(seen, count + 1);
    const original = originals[Math.min(count, originals.length - 1)] ?? seen;
    const indent = line.slice(0, line.length - line.trimStart().length);
    return `${indent}${original}${line.endsWith('\r') ? '\r' : ''}`.split('\n');
  });
}
