/** Words of a command line as a POSIX shell splits and unquotes them, with no expansion (POSIX.1-2024, 2.2 Quoting). */
export type SplitWords =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly why: string };

/** One piece of a command line: space, 'single', "double", an escaped character, or plain characters. */
const PIECE =
  /(?<space>[ \t]+)|'(?<single>[^']*)'|"(?<double>(?:\\[\s\S]|[^"\\])*)"|\\(?<escaped>[\s\S])|(?<plain>[^ \t'"\\|&;<>()`$\n]+)/y;

/**
 * Operators and expansions outside quotes are refused, not passed on as words: `a && b` must not run `a` with the
 * arguments `&&` and `b`.
 */
export function splitWords(line: string): SplitWords {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  while (at < line.length) {
    PIECE.lastIndex = at;
    const piece = PIECE.exec(line);
    if (piece === null) return { ok: false, why: complaintAbout(line.charAt(at)) };
    at = PIECE.lastIndex;
    if (piece.groups?.['space'] === undefined) {
      word = (word ?? '') + unquoted(piece.groups ?? {});
    } else {
      if (word !== undefined) words.push(word);
      word = undefined;
    }
  }
  if (word !== undefined) words.push(word);
  return words.length > 0 ? { ok: true, words } : { ok: false, why: 'it is empty' };
}

function unquoted(groups: Record<string, string | undefined>): string {
  const double = groups['double']?.replaceAll(/\\(["\\$`])/g, '$1');
  return groups['single'] ?? double ?? groups['escaped'] ?? groups['plain'] ?? '';
}

function complaintAbout(character: string): string {
  if (character === '"' || character === "'") return `the quote ${character} is not closed`;
  if (character === '\\') return 'it ends in a backslash';
  return `${JSON.stringify(character)} needs a shell, and there is none`;
}
