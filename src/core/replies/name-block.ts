import type { Block } from './block.ts';
import { pathInInfo, pathInLine } from './find-path.ts';

/** The file a block is about. Not `sure`: a sentence before it merely speaks of the file. */
export interface BlockName {
  readonly path: string;
  readonly sure: boolean;
}

const OTHER_BLOCK = /^\s*(?:`{3,}|~{3,}|>{5,9})/;
const LABEL = /^\s*(?:#{1,6}\s|\*\*|`|file\s*:|path\s*:|\d+[.)]\s|[-*]\s|<path>)/i;
const TITLE = /^\s*(?:#{1,6}\s|\*\*|file\s*:|path\s*:|<path>)/i;
/** What may stand behind a path that ends its line: closing marks, `(new file)`, a colon. */
const LINE_END = /^[`"'*_\s]*(?:\([^)]{0,60}\))?[`"'*_\s]*:?[`"'*_\s]*$/;
const LINES_ABOVE = 6;

/**
 * The path on a block's fence, else on the nearest line with text above it, else on a label (heading, bold, list item)
 * a little further up. A heading ends the search, and so does another block.
 */
export function nameBlock(
  block: Block,
  lines: readonly string[],
  known: ReadonlySet<string>,
): BlockName | undefined {
  const onFence = pathInInfo(block.info, known);
  if (onFence !== undefined) return { path: onFence, sure: true };
  let nearest = true;
  for (let at = block.start - 1; at >= Math.max(0, block.start - LINES_ABOVE); at--) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;
    if (OTHER_BLOCK.test(line)) return undefined;
    const path = nearest || LABEL.test(line) ? pathInLine(line, known) : undefined;
    if (path !== undefined) return { path, sure: TITLE.test(line) || endsLine(line, path) };
    if (/^#/.test(line)) return undefined;
    nearest = false;
  }
  return undefined;
}

function endsLine(line: string, path: string): boolean {
  return LINE_END.test(line.slice(line.lastIndexOf(path) + path.length));
}
