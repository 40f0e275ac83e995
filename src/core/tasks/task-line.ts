/** A line that OpenSpec counts as a task. Offsets are UTF-16 units within the line. */
export interface TaskLine {
  /** Column of the bullet, a tab reaching to the next multiple of four. */
  readonly indent: number;
  /** The one unit inside the box, `''` for an empty one; `x` and `X` mean done. */
  readonly marker: string;
  /** Text after the box, trimmed. */
  readonly description: string;
}

const SPACE = /\s/;
const SPACES = /\s*/y;
const BULLET = /[-*+]|\d{1,9}[.)]/y;
const REST = /.*/y;

/**
 * Reads a line as OpenSpec >= 1.13.1 does: `/^\s*(?:[-*+]|\d{1,9}[.)])\s*\[(?:\s*([^\]\s]?)\s*\](?![([])|\s+\])\s*(.*)/`
 * (`parseTaskLines` in Fission-AI/OpenSpec, src/utils/task-progress.ts). Scanned step by step, because that
 * expression takes quadratic time on a long line of blanks.
 * @param line one element of `content.split('\n')`; a closing `\r` is fine
 */
export function matchTaskLine(line: string): TaskLine | undefined {
  const bulletAt = skip(SPACES, line, 0);
  const bulletEnd = skip(BULLET, line, bulletAt);
  if (bulletEnd === bulletAt) return undefined;
  const open = skip(SPACES, line, bulletEnd);
  if (line[open] !== '[') return undefined;

  const inside = skip(SPACES, line, open + 1);
  const unit = line[inside];
  if (unit === undefined) return undefined;
  const marker = unit === ']' ? '' : unit;
  const close = marker === '' ? inside : skip(SPACES, line, inside + 1);
  if (line[close] !== ']') return undefined;
  // `[x](url)` and `[x][ref]` are links; a box that holds only blanks counts all the same.
  const blankBox = marker === '' && inside > open + 1;
  if (!blankBox && (line[close + 1] === '(' || line[close + 1] === '[')) return undefined;

  const textAt = skip(SPACES, line, close + 1);
  return {
    indent: columnOf(line, bulletAt),
    marker,
    description: line.slice(textAt, skip(REST, line, textAt)).trim(),
  };
}

/** The column a line's first visible character stands in, a tab reaching to the next multiple of four. */
function columnOf(line: string, end: number): number {
  let column = 0;
  for (let index = 0; index < end; index += 1) {
    const unit = line[index];
    if (unit === '\t') column += 4 - (column % 4);
    else if (unit !== '\uFEFF') column += 1;
  }
  return column;
}

/** The column of the first character that is no blank, and the text from there on without closing blanks. */
export function measureLine(line: string): { readonly indent: number; readonly text: string } {
  let start = 0;
  while (start < line.length && SPACE.test(line.charAt(start))) start += 1;
  return { indent: columnOf(line, start), text: line.slice(start).trimEnd() };
}

function skip(pattern: RegExp, line: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(line) ? pattern.lastIndex : from;
}
