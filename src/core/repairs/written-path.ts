import { rustTokens } from '../verdicts/rust-tokens.ts';

/** A path in a file, as far as the segment that leads nowhere. */
export interface WrittenPath {
  /** Of the groups around it: `['crate']` in `use crate::{shape::Circle}`. */
  readonly outer: readonly string[];
  /** Up to and with the segment itself: `['shape']`. */
  readonly segments: readonly string[];
  /** What is looked for directly below it: `['Circle']`, several in a group; empty when nothing certain follows. */
  readonly below: readonly string[];
  /** Bytes of `segments`, from the first to the last. */
  readonly byteStart: number;
  readonly byteEnd: number;
}

interface Placed {
  readonly text: string;
  readonly word: boolean;
  readonly at: number;
}

/** Words that may stand before a path that begins with `::`. */
const KEYWORD =
  /^(as|await|const|dyn|else|fn|for|if|impl|in|let|loop|match|move|mut|pub|ref|return|static|type|unsafe|use|where|while)$/;
/** A `use` with more than this is not looked through. */
const FURTHEST = 600;

/** The path around a place; undefined when no word begins there. `line` and `column` are 1-based, in characters. */
export function writtenPath(text: string, line: number, column: number): WrittenPath | undefined {
  const offset = offsetOf(text, line, column);
  const tokens = placedTokens(text);
  const end = tokens.findIndex((token) => token.at === offset);
  const last = tokens[end];
  if (!last?.word) return undefined;
  let start = end;
  while (tokens[start - 1]?.text === '::' && tokens[start - 2]?.word) start -= 2;
  const first = tokens[start];
  if (!first || tokens[start - 1]?.text === '::') return undefined;
  const words = tokens.slice(start, end + 1).filter((token) => token.word);
  const bytes = (at: number) => Buffer.byteLength(text.slice(0, at));
  return {
    outer: outerOf(tokens, start),
    segments: words.map((token) => token.text),
    below: belowOf(tokens, end),
    byteStart: bytes(first.at),
    byteEnd: bytes(last.at + last.text.length),
  };
}

/** Tokens have no offsets, but only blanks stand between them. */
function placedTokens(text: string): readonly Placed[] {
  const placed: Placed[] = [];
  let at = text.startsWith('#!') && !/^#!\s*\[/.test(text) ? text.indexOf('\n') : 0;
  for (const token of rustTokens(text)) {
    at = text.indexOf(token.text, at);
    if (at < 0) break;
    const word = token.kind === 'word' && !KEYWORD.test(token.text);
    if (token.kind !== 'comment') placed.push({ text: token.text, word, at });
    at += token.text.length;
  }
  return placed;
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let i = 1; i < line; i++) {
    const next = text.indexOf('\n', start);
    if (next < 0) return -1;
    start = next + 1;
  }
  const end = text.indexOf('\n', start);
  // rustc does not count a byte order mark.
  if (start === 0 && text.startsWith('\ufeff')) start = 1;
  const source = text.slice(start, end < 0 ? undefined : end).slice(0, 2 * column);
  return start + [...source].slice(0, column - 1).join('').length;
}

/** The prefixes of the `use` groups around a path; none outside of a `use`. */
function outerOf(tokens: readonly Placed[], start: number): readonly string[] {
  const outer: string[] = [];
  let depth = 0;
  for (let at = start - 1; at >= Math.max(0, start - FURTHEST); at--) {
    const { text, word } = tokens[at] ?? { text: '', word: false };
    if (text === 'use') return outer;
    if (!word && !/^(::|as|[,*{}])$/.test(text)) return [];
    if (text === '}') depth++;
    if (text !== '{' || depth-- > 0) continue;
    depth = 0;
    const before = prefixAt(tokens, at);
    if (before.length === 0) return [];
    outer.unshift(...before);
    at -= 2 * before.length;
  }
  return [];
}

/** The path before a group: `['std', 'io']` in `std::io::{`. */
function prefixAt(tokens: readonly Placed[], group: number): readonly string[] {
  const prefix: string[] = [];
  for (let at = group; tokens[at - 1]?.text === '::' && tokens[at - 2]?.word; at -= 2)
    prefix.unshift(tokens[at - 2]?.text ?? '');
  return prefix;
}

function belowOf(tokens: readonly Placed[], at: number): readonly string[] {
  if (tokens[at + 1]?.text !== '::') return [];
  const next = tokens[at + 2];
  if (next?.word) return [next.text];
  if (next?.text !== '{') return [];
  const below: string[] = [];
  let depth = 0;
  for (let i = at + 2; i < Math.min(tokens.length, at + FURTHEST); i++) {
    const { text, word } = tokens[i] ?? { text: '', word: false };
    if (text === '}' && --depth === 0) return below;
    if (text === '{') depth++;
    const begins = depth === 1 && (tokens[i - 1]?.text === '{' || tokens[i - 1]?.text === ',');
    if (!begins || text === '}') continue;
    // `self` is the lost module itself, `*` all that is in it.
    if (!word || text === 'self') return [];
    below.push(text);
  }
  return [];
}
