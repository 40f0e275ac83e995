/** A piece of Rust source. `text` is the exact source text, `line` 1-based. */
export interface RustToken {
  readonly kind: 'word' | 'lifetime' | 'string' | 'char' | 'number' | 'punct' | 'comment';
  readonly text: string;
  readonly line: number;
}

const BLANK = /\s+/y;
const WORD = /(?:r#)?[\p{XID_Start}_][\p{XID_Continue}]*/uy;
const NUMBER = /[0-9][0-9A-Za-z_]*(?:\.[0-9][0-9A-Za-z_]*)?(?:(?<=[eE])[+-][0-9_]+)?/y;
const STRING_START = /(?:b|c)?"|(?:br|cr|r)(#{0,255})"/y;
const CHARACTER = /b?'(?:\\(?:x[0-9a-fA-F]{2}|u\{[0-9a-fA-F_]{1,8}\}|[\s\S])|[^\\'\n\r])'/uy;
const LIFETIME = /'(?:r#)?[\p{XID_Start}_][\p{XID_Continue}]*/uy;
const JOINED = /::|->|=>/y;

/**
 * Splits Rust source into tokens, comments included, in linear time. Never throws: an unclosed string or comment
 * reaches to the end, a stray character is punctuation. `::`, `->` and `=>` are one token, other punctuation is
 * one character each. Grammar: https://doc.rust-lang.org/reference/tokens.html
 */
export function rustTokens(source: string): readonly RustToken[] {
  const tokens: RustToken[] = [];
  let at = 0;
  let line = 1;
  const shebang = /^#![^[\n][^\n]*/.exec(source);
  if (shebang && !/^#!\s*\[/.test(source)) at = shebang[0].length;
  while (at < source.length) {
    const blank = take(BLANK, source, at);
    if (blank > at) {
      line += countLines(source, at, blank);
      at = blank;
      continue;
    }
    const [kind, end] = next(source, at);
    tokens.push({ kind, text: source.slice(at, end), line });
    if (kind === 'string' || kind === 'comment') line += countLines(source, at, end);
    at = end;
  }
  return tokens;
}

function next(source: string, at: number): readonly [RustToken['kind'], number] {
  const comment = endOfComment(source, at);
  if (comment > at) return ['comment', comment];
  const string = endOfString(source, at);
  if (string > at) return ['string', string];
  const tries = [
    ['char', CHARACTER],
    ['lifetime', LIFETIME],
    ['word', WORD],
    ['number', NUMBER],
    ['punct', JOINED],
  ] as const;
  for (const [kind, pattern] of tries) {
    const end = take(pattern, source, at);
    if (end > at) return [kind, end];
  }
  const wide = (source.codePointAt(at) ?? 0) > 0xffff;
  return ['punct', at + (wide ? 2 : 1)];
}

/** Block comments nest: https://doc.rust-lang.org/reference/comments.html */
function endOfComment(source: string, at: number): number {
  if (source.startsWith('//', at)) {
    const end = source.indexOf('\n', at);
    return end < 0 ? source.length : end;
  }
  if (!source.startsWith('/*', at)) return at;
  const edge = /\/\*|\*\//g;
  edge.lastIndex = at + 2;
  for (let depth = 1; depth > 0; ) {
    const found = edge.exec(source);
    if (!found) return source.length;
    depth += found[0] === '/*' ? 1 : -1;
  }
  return edge.lastIndex;
}

function endOfString(source: string, at: number): number {
  STRING_START.lastIndex = at;
  const start = STRING_START.exec(source);
  if (!start) return at;
  const hashes = start[1];
  if (hashes !== undefined) {
    const end = source.indexOf(`"${hashes}`, STRING_START.lastIndex);
    return end < 0 ? source.length : end + 1 + hashes.length;
  }
  for (let i = STRING_START.lastIndex; i < source.length; i++) {
    if (source[i] === '\\') i++;
    else if (source[i] === '"') return i + 1;
  }
  return source.length;
}

function take(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : at;
}

function countLines(source: string, from: number, to: number): number {
  let lines = 0;
  for (let i = from; i < to; i++) if (source[i] === '\n') lines++;
  return lines;
}
