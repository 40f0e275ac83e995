import type { RustToken } from '../verdicts/rust-tokens.ts';
import { plainName } from './plain-name.ts';

/** https://doc.rust-lang.org/reference/keywords.html, with the primitive types that say nothing. */
const KEYWORDS = new Set(
  (
    'as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move ' +
    'mut pub ref return self Self static struct super trait true type unsafe use where while _ ' +
    'bool char str u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64'
  ).split(' '),
);

/** How often each identifier is mentioned, macros' arguments included, keywords and primitive types left out. */
export function countWords(tokens: readonly RustToken[]): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  for (const { kind, text } of tokens) {
    if (kind !== 'word' || KEYWORDS.has(text)) continue;
    const name = plainName(text);
    words.set(name, (words.get(name) ?? 0) + 1);
  }
  return words;
}
