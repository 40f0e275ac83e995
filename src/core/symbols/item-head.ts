import { firstSentence } from './first-sentence.ts';
import type { RustCode } from './rust-code.ts';
import type { Definition } from './symbol.ts';

/** What stands before the keyword of an item. Indexes are of tokens. */
export interface ItemHead {
  /** The first token that is no attribute: `pub`, a modifier or the keyword. */
  readonly start: number;
  /** After visibility and modifiers: the keyword itself. */
  readonly keyword: number;
  readonly visibility: Definition['visibility'];
  readonly doc: string;
  /** Outer attributes without brackets and blanks: `cfg(test)`. */
  readonly attributes: readonly string[];
  /** The value of `#[path = "…"]`. */
  readonly path?: string;
}

const MOST_ATTRIBUTES = 32;
const LONGEST_ATTRIBUTE = 64;

/** Reads attributes, visibility and modifiers from `at` on. Never throws. */
export function readItemHead(code: RustCode, at: number): ItemHead {
  const attributes: string[] = [];
  const docs: string[] = [...(code.docs.get(at) ?? [])];
  let path: string | undefined;
  let start = at;
  for (let end = attributeEnd(code, start); end > start; end = attributeEnd(code, start)) {
    const inner = code.tokens[start + 1]?.text === '!';
    const tokens = code.tokens.slice(start + (inner ? 3 : 2), Math.min(end - 1, start + LONGEST_ATTRIBUTE));
    if (!inner && attributes.length < MOST_ATTRIBUTES)
      attributes.push(tokens.map((token) => token.text).join(''));
    const value = stringValue(tokens[2]?.text ?? '');
    if (tokens[0]?.text === 'doc' && tokens[1]?.text === '=') docs.push(...value.split('\n').slice(0, 12));
    if (tokens[0]?.text === 'path' && tokens[1]?.text === '=') path = value;
    docs.push(...(code.docs.get(end) ?? []));
    start = end;
  }
  const [visibility, after] = readVisibility(code, start);
  return {
    start,
    keyword: skipModifiers(code, after),
    visibility,
    doc: docs.length === 0 ? '' : firstSentence(docs.slice(0, 40)),
    attributes,
    ...(path === undefined ? {} : { path }),
  };
}

/** The token after the attribute at `at`; `at` itself when there is none. */
function attributeEnd(code: RustCode, at: number): number {
  if (code.tokens[at]?.text !== '#') return at;
  const open = at + (code.tokens[at + 1]?.text === '!' ? 2 : 1);
  const close = code.tokens[open]?.text === '[' ? (code.ends[open] ?? -1) : -1;
  return close > open ? close + 1 : at;
}

function stringValue(literal: string): string {
  const quote = literal.indexOf('"');
  if (quote < 0) return '';
  return literal.slice(quote + 1, Math.max(quote + 1, literal.lastIndexOf('"'))).replaceAll('\\n', '\n');
}

/** `pub(super)` counts as `crate`: it is visible outside its module. */
function readVisibility(code: RustCode, at: number): readonly [Definition['visibility'], number] {
  const text = (index: number) => code.tokens[index]?.text;
  if (text(at) !== 'pub') return ['private', at];
  const inside = text(at + 2);
  const close = code.ends[at + 1] ?? -1;
  if (text(at + 1) !== '(' || close < 0) return ['public', at + 1];
  // `struct S(pub (A, B))`: a tuple type, not a restriction.
  if (inside === undefined || !['crate', 'super', 'self', 'in'].includes(inside)) return ['public', at + 1];
  return [inside === 'self' ? 'private' : 'crate', close + 1];
}

const MODIFIERS = new Set(['default', 'unsafe', 'safe', 'async', 'gen', 'auto', 'const', 'extern']);
const AFTER_CONST = new Set(['fn', 'unsafe', 'async', 'extern', 'trait', 'impl', 'gen', 'safe', 'auto']);

/** Words that stand before a keyword; `const` and `extern` are keywords themselves in `const A: u8` and `extern crate`. */
function skipModifiers(code: RustCode, from: number): number {
  let at = from;
  for (let steps = 0; steps < 8; steps++) {
    const word = code.tokens[at]?.text ?? '';
    const next = code.tokens[at + 1];
    if (!MODIFIERS.has(word) || next === undefined) return at;
    if (word === 'const' && !AFTER_CONST.has(next.text)) return at;
    if (word === 'extern') {
      const after = at + (next.kind === 'string' ? 2 : 1);
      if (code.tokens[after]?.text !== 'fn') return at;
      at = after;
    } else if (next.kind === 'word') at += 1;
    else return at;
  }
  return at;
}
