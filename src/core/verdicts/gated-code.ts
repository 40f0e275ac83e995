import type { FileChange } from './file-change.ts';
import { type RustToken, rustTokens } from './rust-tokens.ts';

/** A stretch of a file that is only built where a `cfg` predicate holds. */
interface Stretch {
  /** Blanks removed: `feature="shout"`, `all(unix,not(test))`. */
  readonly predicate: string;
  /** The predicate as it can be written again. */
  readonly written: string;
  readonly line: number;
  /** First and last token, the attribute included. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Code that the change brings or alters under a predicate that may be off. */
export interface GatedCode {
  readonly path: string;
  readonly predicate: string;
  readonly written: string;
  /** 1-based line of the attribute in the new text. */
  readonly line: number;
}

/** What the gates build anyway: `--all-targets` has libraries with and without `test`. */
const ALWAYS = /^(?:test|not\(test\)|all\(\)|not\(any\(\)\))$/;
/** More attributes than these in one file are not looked at one by one. */
const MOST_STRETCHES = 400;
/** Of a longer item only the beginning counts as gated. */
const MOST_TOKENS = 20_000;

/** The changed code under `#[cfg(…)]` of items and statements, one entry for each file and predicate. */
export function findGatedCode(changes: readonly FileChange[]): readonly GatedCode[] {
  return changes
    .filter(({ path }) => path.endsWith('.rs'))
    .flatMap(({ path, before, after }) => {
      const old = stretchesOf(rustTokens(before ?? '')).map(keyOf);
      const found = new Map<string, GatedCode>();
      for (const stretch of stretchesOf(rustTokens(after ?? ''))) {
        const at = old.indexOf(keyOf(stretch));
        if (at >= 0) old.splice(at, 1);
        else if (!ALWAYS.test(stretch.predicate) && !found.has(stretch.predicate))
          found.set(stretch.predicate, {
            path,
            predicate: stretch.predicate,
            written: stretch.written,
            line: stretch.line,
          });
      }
      return [...found.values()];
    });
}

/** Whether every Rust file of the change is as before but for what stands under predicates that are off. */
export function isAllGated(changes: readonly FileChange[], off: readonly GatedCode[]): boolean {
  const rust = changes.filter(({ path }) => path.endsWith('.rs'));
  return (
    off.length > 0 &&
    rust.every(({ path, before, after }) => {
      const predicates = new Set(off.filter((one) => one.path === path).map((one) => one.predicate));
      return built(before ?? '', predicates) === built(after ?? '', predicates);
    })
  );
}

const keyOf = ({ predicate, text }: Stretch) => `${predicate}\n${text}`;

function built(text: string, off: ReadonlySet<string>): string {
  const tokens = rustTokens(text);
  const out = new Uint8Array(tokens.length);
  for (const { predicate, start, end } of stretchesOf(tokens))
    if (off.has(predicate)) out.fill(1, start, end + 1);
  return tokens
    .filter((token, at) => out[at] === 0 && token.kind !== 'comment')
    .map((token) => token.text)
    .join(' ');
}

function stretchesOf(tokens: readonly RustToken[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (let at = 0; at < tokens.length && found.length < MOST_STRETCHES; at++) {
    if (tokens[at]?.text !== '#' || tokens[at + 1]?.text !== '[' || tokens[at + 2]?.text !== 'cfg') continue;
    const close = endOfGroup(tokens, at + 1);
    const inside = tokens.slice(at + 4, close - 1).filter((token) => token.kind !== 'comment');
    const end = endOfItem(tokens, close + 1);
    found.push({
      predicate: inside.map((token) => token.text).join(''),
      written: inside.map((token) => token.text).join(' '),
      line: tokens[at]?.line ?? 1,
      start: at,
      end,
      text: textOf(tokens.slice(close + 1, end + 1)),
    });
  }
  return found;
}

const textOf = (tokens: readonly RustToken[]) =>
  tokens.flatMap((token) => (token.kind === 'comment' ? [] : [token.text])).join(' ');

/** Last token of the item, statement, field or arm that starts at `start`, its other attributes included. */
function endOfItem(tokens: readonly RustToken[], start: number): number {
  const last = Math.min(tokens.length, start + MOST_TOKENS) - 1;
  for (let at = start; at <= last; at++) {
    const text = tokens[at]?.kind === 'punct' ? (tokens[at]?.text ?? '') : '';
    if (text === ';' || text === ',') return at;
    if (/^[)\]}]$/.test(text)) return at - 1;
    if (!/^[([{]$/.test(text)) continue;
    at = endOfGroup(tokens, at);
    if (text === '{' && tokens[at + 1]?.text !== 'else' && tokens[at + 1]?.text !== ';') return at;
  }
  return last;
}

function endOfGroup(tokens: readonly RustToken[], open: number): number {
  const last = Math.min(tokens.length, open + MOST_TOKENS) - 1;
  let depth = 0;
  for (let at = open; at <= last; at++) {
    if (tokens[at]?.kind !== 'punct') continue;
    if (/^[([{]$/.test(tokens[at]?.text ?? '')) depth++;
    else if (/^[)\]}]$/.test(tokens[at]?.text ?? '') && --depth <= 0) return at;
  }
  return last;
}
