import { type FileLines, parseFileLines, spliceLines } from './file-lines.ts';
import { findMatch, indentOf, type Match, withoutBlankEdges } from './find-match.ts';
import { keepContext } from './keep-context.ts';
import { nearestLines, numberedLines } from './nearest-lines.ts';
import type { Step } from './step.ts';

/** What a SEARCH/REPLACE block or a hunk wants: lines, and the lines that take their place. */
export interface Replacement {
  readonly wanted: readonly string[];
  readonly put: readonly string[];
}

/** One SEARCH/REPLACE block applied to a file. */
export function applyReplace(
  file: FileLines,
  block: { readonly path: string; readonly search: string; readonly replace: string },
): Step {
  const wanted = [...parseFileLines(block.search).lines];
  const put = [...parseFileLines(block.replace).lines];
  if (withoutBlankEdges(wanted).length === 0) {
    if (file.lines.some((line) => line.trim() !== ''))
      return {
        ok: false,
        why: 'no-search',
        explain: `An empty SEARCH can only start a new file, and ${block.path} has text. Put the lines before the new ones into SEARCH. It ends with:\n${numberedLines(file.lines, Math.max(0, file.lines.length - 5), 5)}`,
      };
    return { ok: true, file: { ...parseFileLines(block.replace), bom: file.bom } };
  }
  const match = findMatch(file.lines, wanted);
  const done = match.kind === 'found' ? putAt(file, match, { wanted, put }) : undefined;
  if (done) return { ok: true, file: done };
  if (match.kind === 'ambiguous') return ambiguous(`The SEARCH lines occur in ${block.path}`, file, match);
  return {
    ok: false,
    why: 'not-found',
    explain: `The SEARCH lines do not occur in ${block.path}. Copy them exactly; the nearest lines are:\n${nearestLines(file.lines, wanted)}`,
  };
}

/**
 * The file with a found place replaced. Where the match was lenient, lines the edit does not change stay as they are.
 * Undefined when the place is only like the block, and a line that changes is one of those misquoted.
 */
export function putAt(
  file: FileLines,
  match: Extract<Match, { kind: 'found' }>,
  replacement: Replacement,
): FileLines | undefined {
  const region = { start: match.start, count: match.count };
  if (match.how === 'exact') return spliceLines(file, region, replacement.put);
  const found = file.lines.slice(match.start, match.start + match.count);
  const core = match.how === 'trailing-space' ? replacement : trimTogether(replacement);
  const put = match.how === 'indentation' || match.how === 'fuzzy' ? reindent(found, core) : core.put;
  if (match.how === 'fuzzy') {
    const kept = keepContext({ wanted: core.wanted, put: core.put, moved: put, found });
    return kept && spliceLines(file, region, kept);
  }
  const same = sameEnds(core);
  return spliceLines(file, region, [
    ...found.slice(0, same.head),
    ...put.slice(same.head, put.length - same.tail),
    ...found.slice(found.length - same.tail),
  ]);
}

/** `what` is the beginning of the sentence: `The SEARCH lines occur in src/lib.rs`. */
export function ambiguous(what: string, file: FileLines, match: Extract<Match, { kind: 'ambiguous' }>): Step {
  const shown = match.starts.slice(0, 3).map((start) => numberedLines(file.lines, Math.max(0, start - 1), 4));
  return {
    ok: false,
    why: 'ambiguous',
    explain: `${what} ${match.starts.length} times. Add lines around them until they occur once:\n${shown.join('\n...\n')}`,
  };
}

/** Both sides without their blank edges, which the lenient ways do not match. */
function trimTogether(replacement: Replacement): Replacement {
  return { wanted: withoutBlankEdges(replacement.wanted), put: withoutBlankEdges(replacement.put) };
}

/** Lines that both sides share at the beginning and at the end. */
function sameEnds({ wanted, put }: Replacement): { readonly head: number; readonly tail: number } {
  const most = Math.min(wanted.length, put.length);
  let head = 0;
  while (head < most && wanted[head] === put[head]) head++;
  let tail = 0;
  while (tail < most - head && wanted.at(-1 - tail) === put.at(-1 - tail)) tail++;
  return { head, tail };
}

/** The new lines moved by what the first line of the place is indented more or less than the block says. */
function reindent(found: readonly string[], { wanted, put }: Replacement): readonly string[] {
  const at = wanted.findIndex((line) => line.trim() !== '');
  const from = indentOf(wanted[at] ?? '');
  const to = indentOf(found[at] ?? '');
  if (from === to) return put;
  if (to.endsWith(from)) {
    const more = to.slice(0, to.length - from.length);
    return put.map((line) => (line.trim() === '' ? line : more + line));
  }
  const less = from.length - to.length;
  return put.map((line) => line.slice(Math.min(Math.max(0, less), indentOf(line).length)));
}
