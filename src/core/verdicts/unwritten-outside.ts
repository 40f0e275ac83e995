import type { RustFunction } from './rust-functions.ts';
import { type RustToken, rustTokens } from './rust-tokens.ts';

/** Macros whose arguments are code that is made elsewhere, or no code at all. */
const DATA_MACROS = new Set(['quote', 'quote_spanned', 'parse_quote', 'stringify', 'concat']);

/**
 * `todo!` and `unimplemented!` that stand in no function: in a `macro_rules!` that a function then uses, in the closure
 * of a static, or under another name by `use std::todo as later`.
 */
export function unwrittenOutside(
  text: string,
  functions: readonly RustFunction[],
): readonly { readonly line: number; readonly what: string }[] {
  if (!/\b(?:todo|unimplemented)\b/.test(text)) return [];
  const within = new Map<string, number>();
  for (const token of functions.flatMap(({ body }) => (body ?? []).filter(isUnwritten)))
    within.set(keyOf(token), (within.get(keyOf(token)) ?? 0) + 1);
  const tokens = withoutData(rustTokens(text).filter((token) => token.kind !== 'comment'));
  return tokens
    .filter((token, at) => isUnwritten(token) && isMeant(tokens, at))
    .filter((token) => {
      const left = within.get(keyOf(token)) ?? 0;
      within.set(keyOf(token), left - 1);
      return left <= 0;
    })
    .map(({ line, text: word }) => ({ line, what: `\`${word}!\`` }));
}

/** The tokens without the arguments of {@link DATA_MACROS}. */
function withoutData(tokens: readonly RustToken[]): readonly RustToken[] {
  const kept: RustToken[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token) kept.push(token);
    if (DATA_MACROS.has(token?.text ?? '') && tokens[at + 1]?.text === '!') at = endOfGroup(tokens, at + 2);
  }
  return kept;
}

const isUnwritten = ({ kind, text }: RustToken) => kind === 'word' && /^(?:todo|unimplemented)$/.test(text);
const keyOf = ({ line, text }: RustToken) => `${line} ${text}`;

function isMeant(tokens: readonly RustToken[], at: number): boolean {
  if (tokens[at + 1]?.text === '!') return /^[([{]$/.test(tokens[at + 2]?.text ?? '');
  return /^(?:std|core)$/.test(tokens[at - 2]?.text ?? '') && tokens[at - 1]?.text === '::';
}

function endOfGroup(tokens: readonly RustToken[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at]?.kind !== 'punct') continue;
    if (/^[([{]$/.test(tokens[at]?.text ?? '')) depth++;
    else if (/^[)\]}]$/.test(tokens[at]?.text ?? '') && --depth <= 0) return at;
  }
  return open;
}
