import { plainName } from './plain-name.ts';
import type { RustCode } from './rust-code.ts';

/** One name that a `use` tree brings in. */
export interface UsedPath {
  readonly path: readonly string[];
  readonly name: string;
}

/** A tree of more names or deeper paths than these is no person's. */
const MOST_NAMES = 4_000;
const DEEPEST = 24;

/** The names of a `use` tree whose tokens are those from `from` to before `to`: `a::{b, c as d, e::*}`. Never throws. */
export function readUses(code: RustCode, from: number, to: number): readonly UsedPath[] {
  const found: UsedPath[] = [];
  const outer: string[][] = [];
  let prefix: string[] = [];
  let path: string[] = [];
  let alias: string | undefined;
  let closed = false;
  const finish = () => {
    const used = closed ? undefined : usedPath(prefix, path, alias);
    if (used && found.length < MOST_NAMES) found.push(used);
    path = [];
    alias = undefined;
    closed = false;
  };
  for (let at = from; at < to; at++) {
    const token = code.tokens[at];
    if (!token) break;
    if (token.text === '{') {
      outer.push(prefix);
      prefix = [...prefix, ...path].slice(0, DEEPEST);
      path = [];
    } else if (token.text === '}') {
      finish();
      prefix = outer.pop() ?? [];
      closed = true;
    } else if (token.text === ',') finish();
    else if (token.text === 'as') {
      alias = plainName(code.tokens[at + 1]?.text ?? '');
      at += 1;
    } else if ((token.kind === 'word' || token.text === '*') && path.length < DEEPEST)
      path.push(plainName(token.text));
  }
  finish();
  return found;
}

/** `use a::{self}` is `a`. */
function usedPath(
  prefix: readonly string[],
  path: readonly string[],
  alias: string | undefined,
): UsedPath | undefined {
  if (path.length === 0) return undefined;
  const whole = [...prefix, ...path];
  const segments = whole.length > 1 && whole.at(-1) === 'self' ? whole.slice(0, -1) : whole;
  return { path: segments, name: alias ?? segments.at(-1) ?? '' };
}
