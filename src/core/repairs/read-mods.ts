import { type RustToken, rustTokens } from '../verdicts/rust-tokens.ts';

/** A `mod name;` or `mod name { … }` at the top level of a file. */
export interface ModItem {
  readonly name: string;
  /** `pub`, `pub(crate)` and the like, '' for a private one. */
  readonly visibility: string;
  /** Outer attributes without blanks: `#[cfg(test)]`. */
  readonly attributes: readonly string[];
  /** Whether the module is a file of its own. */
  readonly own: boolean;
  /** 1-based: of its first attribute or attached comment, and of the `;` or `{`. */
  readonly line: number;
  readonly endLine: number;
}

/** The top of a file, before its first item. */
export interface FileMods {
  readonly mods: readonly ModItem[];
  /** 1-based last line of the `//!` and `#![…]` that stand before all items; 0 when there are none. */
  readonly headEnd: number;
}

const OPENS = /^[([{]$/;
const CLOSES = /^[)\]}]$/;

/** The modules a file declares outside of inline modules and functions. Never throws. */
export function readMods(text: string): FileMods {
  const tokens = rustTokens(text);
  const head = readHead(tokens);
  const mods: ModItem[] = [];
  let itemStart = head.next;
  for (let at = head.next; at < tokens.length; at++) {
    const mod = modAt(tokens, itemStart, at);
    if (mod) mods.push(mod);
    if (isSign(tokens[at], OPENS)) at = endOfBrackets(tokens, at);
    if (tokens[at]?.text === ';' || tokens[at]?.text === '}') itemStart = at + 1;
  }
  return { mods, headEnd: head.end };
}

/** `end` is the line of the last inner documentation or attribute, `next` the index of the token after it. */
function readHead(tokens: readonly RustToken[]): { readonly end: number; readonly next: number } {
  let head = { end: 0, next: 0 };
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    const attribute = token?.text === '#' && tokens[at + 1]?.text === '!' && tokens[at + 2]?.text === '[';
    if (attribute) at = endOfBrackets(tokens, at + 2);
    else if (token?.kind !== 'comment') break;
    if (attribute || /^\/[/*]!/.test(token?.text ?? '')) head = { end: lastLine(tokens[at]), next: at + 1 };
  }
  return head;
}

function endOfBrackets(tokens: readonly RustToken[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (isSign(tokens[at], OPENS)) depth++;
    if (isSign(tokens[at], CLOSES) && --depth === 0) return at;
  }
  return tokens.length - 1;
}

const isSign = (token: RustToken | undefined, signs: RegExp) =>
  token?.kind === 'punct' && signs.test(token.text);

function modAt(tokens: readonly RustToken[], start: number, at: number): ModItem | undefined {
  const name = tokens[at + 1];
  const end = tokens[at + 2];
  if (tokens[at]?.text !== 'mod' || name?.kind !== 'word' || !/^[;{]$/.test(end?.text ?? ''))
    return undefined;
  const head = tokens.slice(start, at);
  const attributes: string[] = [];
  let rest = 0;
  for (let i = 0; i < head.length; i++) {
    if (head[i]?.text !== '#' || head[i + 1]?.text !== '[') continue;
    const close = endOfBrackets(head, i + 1);
    attributes.push(codeOf(head.slice(i, close + 1)));
    rest = close + 1;
    i = close;
  }
  return {
    name: name.text.replace(/^r#/, ''),
    visibility: codeOf(head.slice(rest)),
    attributes,
    own: end?.text === ';',
    line: firstLine(head, tokens[at]?.line ?? 1),
    endLine: end?.line ?? 1,
  };
}

const codeOf = (tokens: readonly RustToken[]) =>
  tokens
    .filter((token) => token.kind !== 'comment')
    .map((token) => token.text)
    .join('');

/** Comments belong to an item when no blank line is in between. */
function firstLine(head: readonly RustToken[], line: number): number {
  let first = line;
  for (const token of head.toReversed()) {
    if (token.kind === 'comment' && lastLine(token) < first - 1) break;
    first = token.line;
  }
  return first;
}

function lastLine(token: RustToken | undefined): number {
  return token ? token.line + (token.text.match(/\n/g)?.length ?? 0) : 0;
}
