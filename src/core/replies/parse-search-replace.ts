import type { Edit } from '../edits/edit.ts';
import { REPLACE_TAIL, SEARCH_HEAD } from './find-blocks.ts';
import { looksLikePath, pathInComment, pathInLine } from './find-path.ts';
import { stripNumbers, withoutNumber } from './strip-numbers.ts';

type Replace = Extract<Edit, { kind: 'replace' }>;

/** Blocks in the order written, or why they cannot be read. `path` is '' where none was found yet. */
export type SearchReplaceResult =
  | { readonly ok: true; readonly edits: readonly Replace[] }
  | { readonly ok: false; readonly explain: string };

const DIVIDER = /^\s{0,12}={5,9}\s*$/;

/** True when the lines hold a SEARCH marker, so that they can be nothing else. */
export function hasSearchReplace(lines: readonly string[]): boolean {
  return lines.some((line) => SEARCH_HEAD.test(line));
}

/**
 * SEARCH/REPLACE blocks as Aider made them known (aider.chat/docs/more/edit-formats.html), with 5 to 9 angle brackets.
 * The path stands on a line before the marker or behind it; a block without one belongs to the path of the block
 * before it, at first to `path`.
 */
export function parseSearchReplace(
  lines: readonly string[],
  path: string,
  known: ReadonlySet<string>,
): SearchReplaceResult {
  const edits: Replace[] = [];
  let current = path;
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const head = SEARCH_HEAD.exec(line);
    if (!head) {
      current = pathBetween(line, known) ?? current;
      at++;
      continue;
    }
    const behind = (head[1] ?? '').trim();
    if (looksLikePath(behind, known)) current = behind;
    const end = indexFrom(lines, at + 1, (text) => REPLACE_TAIL.test(text));
    const body = lines.slice(at + 1, end < 0 ? lines.length : end);
    const number = edits.length + 1;
    if (end < 0 || body.some((text) => SEARCH_HEAD.test(text)))
      return { ok: false, explain: `SEARCH/REPLACE block ${number} has no ">>>>>>> REPLACE" line.` };
    const split = findDivider(body, line);
    if (split === undefined)
      return { ok: false, explain: `SEARCH/REPLACE block ${number} needs exactly one "=======" line.` };
    const written = body.slice(0, split);
    const search = stripNumbers(written);
    const replace = body.slice(split + 1);
    edits.push({
      kind: 'replace',
      path: current,
      search: join(search),
      replace: join(search === written ? replace : replace.map(withoutNumber)),
    });
    at = end + 1;
  }
  return { ok: true, edits };
}

function pathBetween(line: string, known: ReadonlySet<string>): string | undefined {
  if (line.trim() === '') return undefined;
  return pathInComment(line, known) ?? pathInLine(line, known);
}

/** The dividing line; where the content has such lines too, the one as long as the marker. */
function findDivider(body: readonly string[], head: string): number | undefined {
  const all = body.flatMap((line, at) => (DIVIDER.test(line) ? [at] : []));
  const width = head.trim().search(/[^<-]/);
  const same = all.length > 1 ? all.filter((at) => body[at]?.trim().length === width) : all;
  return same.length === 1 ? same[0] : undefined;
}

function indexFrom(lines: readonly string[], from: number, wanted: (line: string) => boolean): number {
  for (let at = from; at < lines.length; at++) if (wanted(lines[at] ?? '')) return at;
  return -1;
}

function join(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
