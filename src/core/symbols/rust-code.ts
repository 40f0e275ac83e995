import { matchBrackets } from '../verdicts/match-brackets.ts';
import { type RustToken, rustTokens } from '../verdicts/rust-tokens.ts';

/** The code of a Rust file without its comments, ready for a reader that jumps over brackets. */
export interface RustCode {
  readonly source: string;
  readonly tokens: readonly RustToken[];
  /** Offset of each token in `source`. */
  readonly starts: Int32Array;
  /** Index of the closing bracket for each opening one, -1 where it is missing. */
  readonly ends: Int32Array;
  /** Every bracket has its partner. In a broken file brackets may pair up wrongly. */
  readonly balanced: boolean;
  /** Outer doc comments by the index of the token they stand before, as written. */
  readonly docs: ReadonlyMap<number, readonly string[]>;
}

/** A first sentence is never further down than this. */
const MOST_DOC_LINES = 12;
/** `////` and `/***` are plain comments: https://doc.rust-lang.org/reference/comments.html */
const OUTER_DOC = /^(?:\/\/\/(?!\/)|\/\*\*(?![*/]))/;

/** Splits a Rust file. Linear, never throws, any text. */
export function rustCode(source: string): RustCode {
  const tokens: RustToken[] = [];
  const offsets: number[] = [];
  const docs = new Map<number, string[]>();
  let at = 0;
  for (const token of rustTokens(source)) {
    // Only blanks stand between two tokens, so the next place of the text is the token itself.
    at = source.indexOf(token.text, at);
    if (token.kind !== 'comment') {
      tokens.push(token);
      offsets.push(at);
    } else if (OUTER_DOC.test(token.text)) {
      const lines = docs.get(tokens.length);
      if (!lines) docs.set(tokens.length, [token.text]);
      else if (lines.length < MOST_DOC_LINES) lines.push(token.text);
    }
    at += token.text.length;
  }
  const ends = matchBrackets(tokens);
  return { source, tokens, starts: Int32Array.from(offsets), ends, balanced: isBalanced(tokens, ends), docs };
}

function isBalanced(tokens: readonly RustToken[], ends: Int32Array): boolean {
  let open = 0;
  let matched = 0;
  let closing = 0;
  tokens.forEach(({ kind, text }, at) => {
    if (kind !== 'punct') return;
    if (text === '(' || text === '[' || text === '{') {
      open += 1;
      if ((ends[at] ?? -1) > at) matched += 1;
    } else if (text === ')' || text === ']' || text === '}') closing += 1;
  });
  return open === matched && closing === matched;
}
