/** What hides a line from a reader of the rendered page. */
export type Hidden = 'fence' | 'comment' | 'front-matter';

const FENCE = /^\s*(?:[-*+]\s+)?(`{3,}|~{3,})(.*)$/;
const LONGEST = 16;

interface FenceMark {
  readonly sign: string;
  readonly length: number;
  /** A closing fence carries no info string. */
  readonly bare: boolean;
}

/**
 * Finds the lines inside code fences, HTML comment blocks and front matter. An opener that is never closed hides
 * nothing, so a stray fence cannot swallow the headings below it. One pass back, one forth.
 * @param lines the file split at `\n`
 * @returns one entry a line; the fence and comment marks themselves count as hidden
 */
export function findHiddenLines(lines: readonly string[]): readonly (Hidden | undefined)[] {
  const ends = findEnds(lines);
  const hidden: (Hidden | undefined)[] = new Array(lines.length).fill(undefined);
  let index = hideFrontMatter(lines, hidden);
  while (index < lines.length) {
    const end = ends[index];
    if (end === undefined) {
      index += 1;
      continue;
    }
    hidden.fill(end.as, index, end.line + 1);
    index = end.line + 1;
  }
  return hidden;
}

/** For every line that could open a fence or a comment: where that would end. */
function findEnds(lines: readonly string[]): readonly ({ line: number; as: Hidden } | undefined)[] {
  const ends: ({ line: number; as: Hidden } | undefined)[] = new Array(lines.length).fill(undefined);
  const closers = new Map<string, number>();
  let commentEnd: number | undefined;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index] ?? '';
    if (opensComment(line) && commentEnd !== undefined) ends[index] = { line: commentEnd, as: 'comment' };
    if (line.includes('-->')) commentEnd = index;

    const mark = readFence(line);
    if (!mark) continue;
    const closer = closers.get(mark.sign + mark.length);
    if (closer !== undefined) ends[index] = { line: closer, as: 'fence' };
    if (!mark.bare) continue;
    for (let length = 3; length <= mark.length; length += 1) closers.set(mark.sign + length, index);
  }
  return ends;
}

function readFence(line: string): FenceMark | undefined {
  if (!line.includes('```') && !line.includes('~~~')) return undefined;
  const match = FENCE.exec(line.trimEnd());
  if (!match) return undefined;
  const run = match[1] ?? '';
  const info = match[2] ?? '';
  // "```x``` " on one line is inline code.
  if (run.startsWith('`') && info.includes('`')) return undefined;
  return { sign: run.charAt(0), length: Math.min(run.length, LONGEST), bare: info.trim() === '' };
}

/** Only a line that starts with `<!--` opens a block; a comment behind text is dealt with in the text. */
function opensComment(line: string): boolean {
  const text = line.trimStart();
  return text.startsWith('<!--') && !text.includes('-->');
}

/** @returns the first line after the front matter */
function hideFrontMatter(lines: readonly string[], hidden: (Hidden | undefined)[]): number {
  if (lines[0]?.trim() !== '---') return 0;
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
  // A thematic break on the first line is no front matter: YAML keys must follow it at once.
  if (end < 0 || !/^[\w-]+:/.test(lines[1] ?? '')) return 0;
  hidden.fill('front-matter', 0, end + 1);
  return end + 1;
}
