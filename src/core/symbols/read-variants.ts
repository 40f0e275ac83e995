import { plainName } from './plain-name.ts';
import type { RustCode } from './rust-code.ts';

/** A variant's name and its first and last token, attributes left out. */
export interface Variant {
  readonly name: string;
  /** Where its attributes and doc comment begin. */
  readonly attributes: number;
  readonly from: number;
  readonly to: number;
}

/** The variants between the braces of an enum. Never throws. */
export function readVariants(code: RustCode, open: number, close: number): readonly Variant[] {
  const found: Variant[] = [];
  let at = open + 1;
  while (at < close) {
    const attributes = at;
    while (code.tokens[at]?.text === '#' && (code.ends[at + 1] ?? -1) > at)
      at = (code.ends[at + 1] ?? at) + 1;
    const token = code.tokens[at];
    const end = endOfVariant(code, at, close);
    // A comma within generics of a discriminant is not the end of a variant: what follows it is none.
    if (token?.kind === 'word' && token.text !== 'pub' && startsVariant(code, at, close))
      found.push({ name: plainName(token.text), attributes, from: at, to: end });
    at = end + 1;
  }
  return found;
}

function startsVariant(code: RustCode, at: number, close: number): boolean {
  return at + 1 >= close || [',', '(', '{', '='].includes(code.tokens[at + 1]?.text ?? '');
}

function endOfVariant(code: RustCode, from: number, close: number): number {
  for (let at = from; at < close; at++) {
    if (code.tokens[at]?.text === ',') return at;
    const jump = code.ends[at] ?? -1;
    if (jump > at) at = Math.min(jump, close - 1);
  }
  return close;
}
