const COMMENT =
  /^\s*(?:\/\/(?![/!])|\/\*(?![*!])|#(?=\s|\.|…)|<!--|--(?=\s)|\{\/\*)\s*(.*?)\s*(?:\*\/\}?|-->)?\s*$/;
const DOTS = String.raw`(?:\.{3,}|…)`;
const ONLY_DOTS = new RegExp(`^[([]?${DOTS}[)\\]]?$`);
const LEADING = new RegExp(`^[([]?${DOTS}\\s*(.*)$`);
const TRAILING = new RegExp(`^(.{3,70}?)\\s*${DOTS}[)\\]]?$`);
const WORDS =
  /\b(?:existing|rest|remaining|remainder|unchanged|previous|others?|same|omitted|snip(?:ped)?|implementation|more|etc|keep|code here|as before|your code)\b/i;
const NOUNS =
  /\b(?:code|file|functions?|fns?|methods?|impl(?:ementation)?s?|tests?|modules?|imports?|structs?|fields?|variants?|arms|items|lines|content|unchanged|here|before|above|same)\b/i;
/** Said without dots, only in these words. */
const PLAIN =
  /^\(?(?:the\s+)?(?:(?:rest|remainder) of (?:the |this |your )?(?:\w+ )?(?:code|file|function|implementation|module|methods?|tests?|impl)(?:\s+(?:is|are|remains?|stays?|goes|here|unchanged|the same|as before).*)?|(?:rest|everything else|remaining \w+|other \w+|existing \w+|code)\s+(?:is\s+|are\s+)?(?:remains?\s+|stays?\s+)?(?:unchanged|the same|as before|as is|omitted|goes here)(?:\s+.{0,30})?|existing (?:code|implementation|tests?|methods?|functions?|imports?)(?: here)?|unchanged(?: code)?|same as before|no changes? (?:here|below|needed))\)?[.:]?$/i;

/**
 * First line (0-based) by which a text leaves something out (`// ... existing code ...`, `// rest unchanged`, a bare
 * `...`), or undefined. `before` is the text it stands for: such lines that were already there may stay.
 * Ranges, variadic parameters, strings and documentation comments are not elisions.
 */
export function findElision(path: string, lines: readonly string[], before = ''): number | undefined {
  const suspects = lines.flatMap((line, at) =>
    isElision(path, lines, at) ? [{ at, line: line.trim() }] : [],
  );
  if (suspects.length === 0) return undefined;
  const allowed = new Map<string, number>();
  for (const line of before.split('\n')) allowed.set(line.trim(), (allowed.get(line.trim()) ?? 0) + 1);
  for (const { at, line } of suspects) {
    const left = allowed.get(line) ?? 0;
    if (left === 0) return at;
    allowed.set(line, left - 1);
  }
  return undefined;
}

function isElision(path: string, lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (line.length > 200) return false;
  const markdown = /\.(?:md|markdown|txt)$/i.test(path);
  if (!markdown && /^\s*(?:\.{3}|…)\s*$/.test(line)) return !isVariadic(lines, at);
  if (markdown && !line.trimStart().startsWith('<!--')) return false;
  const said = COMMENT.exec(line)?.[1];
  if (said === undefined) return false;
  if (ONLY_DOTS.test(said) || PLAIN.test(said)) return true;
  const leading = LEADING.exec(said)?.[1];
  if (leading !== undefined) return WORDS.test(leading) || new RegExp(`${DOTS}\\s*$`).test(leading);
  const trailing = TRAILING.exec(said)?.[1];
  return trailing !== undefined && /^(?:the\s+)?\S+/.test(trailing) && startsElision(trailing);
}

/** `existing code`, `rest of the file`, `other methods`: the words come first, and what is left out is code. */
function startsElision(said: string): boolean {
  const [first = '', ...rest] = said.replace(/^(?:\(|the\s+|your\s+|keep\s+)+/i, '').split(/\s+/);
  return WORDS.test(first) && (rest.length === 0 || NOUNS.test(rest.join(' '))) && rest.length <= 6;
}

/** `...` alone on its line is Rust where a C-variadic parameter list ends. */
function isVariadic(lines: readonly string[], at: number): boolean {
  const next = lines.slice(at + 1, at + 4).find((line) => line.trim() !== '');
  const previous = lines[at - 1]?.trim() ?? '';
  return /^\s*\)/.test(next ?? '') && /[,(]$/.test(previous);
}
