import { rustTokens } from '../verdicts/rust-tokens.ts';

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
/** What a file is made of, in the plural and for all of it. */
const PARTS =
  '(?:code|functions?|fns?|methods?|impl(?:ementation)?s?|tests?|modules?|imports?|structs?|enums?|fields?|variants?|dependencies|types|definitions)';
const LEFT =
  '(?:unchanged|the same|as before|as (?:it )?is|intact|omitted|elided|snipped|left out|goes? here|not shown|untouched)';
const LINKS = '(?:is |are )?(?:kept |left )?(?:remains? |stays? )?';
/** Said without dots, only in these words. */
const PLAIN = [
  String.raw`(?:keep |leave )?(?:the )?(?:rest|remainder) of (?:the |this |your )?(?:\w+ )?(?:code|file|functions?|implementation|modules?|methods?|tests?|impl)(?: (?:is|are|remains?|stays?|goes|here|unchanged|the same|as before|as (?:it )?is|omitted).*)?`,
  `(?:keep |leave )?(?:the |all |all the )?(?:rest|everything else|(?:all )?(?:remaining|other|existing) ${PARTS}|${PARTS})(?: above| below)? ${LINKS}${LEFT}(?: .{0,30})?`,
  '(?:your |the )?existing (?:code|implementations?|tests?|methods?|functions?|imports?|fields|variants|dependencies)(?: (?:here|above|below))?',
  'your (?:existing |original )?(?:code|implementation|logic)(?: goes)? here',
  '(?:the )?(?:previous|original) code(?: here| above| below)?',
  'unchanged(?: code| here)?',
  'same as before',
  'no changes? (?:here|below|needed)',
  String.raw`.{0,60}\b(?:omitted|elided|left out|not shown) for (?:brevity|clarity|simplicity|space)`,
  'code (?:continues|remains|goes) here',
  String.raw`(?:snip|\d+ (?:more )?lines (?:omitted|unchanged|skipped))`,
].map((words) => new RegExp(`^(?:${words})[.:!]?$`, 'i'));
/** Only in brackets or between dashes: `(existing items)`, `--- rest ---`. */
const BRACKETED = /^(?:existing|remaining|other|rest|same|previous)(?: of)?(?: the)? ?\w*$/i;

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
  if (said !== undefined) return saysElision(said);
  return path.endsWith('.rs') && commentsBehindCode(line).some(saysElision);
}

/** What the comments of a line say that stand behind code, `fn a() { /* ... *\/ }` and `a(); // ...`. */
function commentsBehindCode(line: string): readonly string[] {
  if (!line.includes('//') && !line.includes('/*')) return [];
  const comments = rustTokens(line).filter((token) => token.kind === 'comment');
  return comments
    .map(({ text }) => text)
    .filter((text) => !/^(?:\/\/[/!]|\/\*[*!])/.test(text))
    .map((text) => text.replace(/^\/[/*]+|\*+\/$/g, '').trim());
}

/** Whether a comment says that code was left out, `said` without its comment marks. */
function saysElision(said: string): boolean {
  const words = said.replace(/\s+/g, ' ').trim();
  if (ONLY_DOTS.test(words)) return true;
  const bare = words.replace(/^[-=*~_#\s([<{]+|[-=*~_#\s)\]>}]+$/g, '');
  const isSetApart = /^(?:\(.*\)|\[.*\]|<.*>|[-=*~]{2,} .* [-=*~]{2,})$/.test(words);
  if (PLAIN.some((pattern) => pattern.test(bare)) || (isSetApart && BRACKETED.test(bare))) return true;
  const leading = LEADING.exec(words)?.[1];
  if (leading !== undefined) return WORDS.test(leading) || new RegExp(`${DOTS}\\s*$`).test(leading);
  const trailing = TRAILING.exec(words)?.[1];
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
