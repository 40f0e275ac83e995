import { plainName } from './plain-name.ts';
import type { RustCode } from './rust-code.ts';

/** `impl<T> fmt::Display for Wrapper<T>`: of `Wrapper`, trait `Display`. */
export interface ImplHeader {
  readonly of: string;
  readonly trait?: string;
}

const LONGEST_TYPE = 60;

/** Reads the tokens after `impl` up to its brace. Types without a name, like `[T]`, are given as written. Never throws. */
export function readImplHeader(code: RustCode, from: number, to: number): ImplHeader {
  const start = code.tokens[from]?.text === '<' ? afterAngles(code, from, to) : from;
  let first: { from: number; to: number } | undefined;
  let begin = start;
  let depth = 0;
  let at = start;
  for (; at < to; at++) {
    const text = code.tokens[at]?.text;
    const jump = code.ends[at] ?? -1;
    if (jump > at) at = jump;
    else if (text === '<') depth += 1;
    else if (text === '>') depth -= 1;
    else if (depth > 0) continue;
    else if (text === 'where') break;
    else if (text === 'for' && code.tokens[at + 1]?.text === '<') at = afterAngles(code, at + 1, to) - 1;
    else if (text === 'for' && !first) {
      first = { from: begin, to: at };
      begin = at + 1;
    }
  }
  const of = typeName(code, begin, Math.min(at, to));
  return first ? { of, trait: typeName(code, first.from, first.to) } : { of };
}

function afterAngles(code: RustCode, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const text = code.tokens[at]?.text;
    const jump = code.ends[at] ?? -1;
    if (jump > at) at = jump;
    else if (text === '<') depth += 1;
    else if (text === '>' && --depth === 0) return at + 1;
  }
  return to;
}

/** The last segment of the first path: `Foo` of `&'a mut dyn a::Foo<T> + Send`. */
function typeName(code: RustCode, from: number, to: number): string {
  let at = from;
  while (at < to && isPrefix(code, at)) at += 1;
  let name = '';
  for (; at < to; at++) {
    const token = code.tokens[at];
    if (token?.kind === 'word') name = plainName(token.text);
    else if (token?.text !== '::') break;
  }
  if (name !== '') return name;
  const texts = code.tokens.slice(from, Math.min(to, from + LONGEST_TYPE)).map((token) => token.text);
  return texts.join('').slice(0, LONGEST_TYPE);
}

function isPrefix(code: RustCode, at: number): boolean {
  const token = code.tokens[at];
  if (!token) return false;
  const { kind, text } = token;
  return kind === 'lifetime' || ['&', '*', '!', '?', '::', 'mut', 'const', 'dyn'].includes(text);
}
