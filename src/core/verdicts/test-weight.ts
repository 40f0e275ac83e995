import { liveTokens } from './live-tokens.ts';
import type { RustFunction } from './rust-functions.ts';
import type { RustToken } from './rust-tokens.ts';

/** How much a test or a helper checks. */
export interface TestWeight {
  /** Assertions that can fail, those of called helpers included when they are given. */
  readonly asserts: number;
  /** Words and literals inside the assertions, and of the whole body where it loops. */
  readonly words: ReadonlySet<string>;
  /** How many words and literals the assertions have, repeated ones included. */
  readonly wordCount: number;
  readonly loops: boolean;
  /** `#[case]`s and `#[test_case]`s. */
  readonly cases: number;
  /** `unwrap`s, `expect`s and `?`s: what fails the test without an assertion. */
  readonly strict: number;
  /** `let _ =`, `.ok();` and `drop(`: results that nobody looks at. */
  readonly ignored: number;
  /** Ways out of the test before its end: `return`, `exit`. */
  readonly exits: number;
}

const ASSERT = /^(\w+_)?assert(_\w+)?$/;
const OPPOSITES: Readonly<Record<string, string>> = {
  '<': ' > = ',
  '>': ' < = ',
  '< =': ' > ',
  '> =': ' < ',
  '= =': ' ! = ',
  '! =': ' = = ',
  is_ok: 'is_err',
  is_err: 'is_ok',
  is_some: 'is_none',
  is_none: 'is_some',
};
/** Helpers that may stand in any file and fail the test themselves. */
const CHECKS = /^(?:check|verify|ensure|must|expect)(?:_\w+)?$/;
const STRICT = /^(?:unwrap|expect)(?:_err|_none)?$/;
/** An attribute that gives a test one of its inputs. */
export const CASE = /^(\w+::)*(case|test_case|test_matrix)\b/;

/** Weighs a function; `helpers` gives the assertions of functions it may call, by name. */
export function testWeight(fn: RustFunction, helpers: ReadonlyMap<string, number>): TestWeight {
  const body = liveTokens(fn.body ?? []);
  const loops = body.some((token) => token.text === 'for' || token.text === 'for_each');
  const words = new Set(loops ? wordsOf(body) : []);
  let asserts = 0;
  let wordCount = 0;
  for (let at = 0; at < body.length; at++) {
    const open = opens(body, at);
    const name = body[at]?.text ?? '';
    if (open >= 0 && checks(body, at)) {
      const end = closes(body, open);
      const said = body.slice(open + 1, end);
      if (!isTrivial(name, said)) {
        asserts++;
        const inside = wordsOf(said);
        wordCount += inside.length;
        for (const word of inside) words.add(word);
      }
      at = end;
    } else if (open >= 0) asserts += helpers.get(name) ?? 0;
  }
  const cases = fn.attributes.filter((each) => CASE.test(each)).length;
  return { asserts, words, wordCount, loops, cases, ...looseEnds(fn.body ?? [], body) };
}

/** `live` is what of the body can run. */
function looseEnds(
  body: readonly RustToken[],
  live: readonly RustToken[],
): Pick<TestWeight, 'strict' | 'ignored' | 'exits'> {
  const count = (tokens: readonly RustToken[], what: (at: number, text: string) => boolean) =>
    tokens.filter(({ text }, at) => what(at, text)).length;
  const isCall = (at: number, name: RegExp) => name.test(live[at]?.text ?? '') && live[at + 1]?.text === '(';
  return {
    strict: count(
      live,
      (at, text) => text === '?' || (live[at - 1]?.text === '.' && isCall(at, STRICT)) || isCall(at, CHECKS),
    ),
    ignored: count(
      live,
      (at, text) =>
        (text === 'let' && live[at + 1]?.text === '_' && live[at + 2]?.text === '=') ||
        (text === 'ok' && live[at - 1]?.text === '.' && live[at + 3]?.text === ';') ||
        isCall(at, /^drop$/),
    ),
    exits: count(body, (at, text) => text === 'return' || (text === 'exit' && body[at + 1]?.text === '(')),
  };
}

function wordsOf(tokens: readonly RustToken[]): readonly string[] {
  return tokens.filter((token) => token.kind !== 'punct').map((token) => token.text);
}

function checks(body: readonly RustToken[], at: number): boolean {
  const name = body[at]?.text ?? '';
  return ASSERT.test(name) || (name === 'panic' && body[at + 1]?.text === '!');
}

/** Index of the bracket that opens the arguments of a call or macro whose name is at `at`, else -1. */
function opens(body: readonly RustToken[], at: number): number {
  if (body[at]?.kind !== 'word') return -1;
  const open = body[at + 1]?.text === '!' ? at + 2 : at + 1;
  return /^[([{]$/.test(body[open]?.text ?? '') && (open > at + 1 || body[open]?.text === '(') ? open : -1;
}

function closes(body: readonly RustToken[], open: number): number {
  let depth = 0;
  for (let at = open; at < body.length; at++) {
    const text = body[at]?.kind === 'punct' ? (body[at]?.text ?? '') : '';
    if (/^[([{]$/.test(text)) depth++;
    else if (/^[)\]}]$/.test(text) && --depth === 0) return at;
  }
  return body.length;
}

/** `assert!(true)`, `assert!(x || true)`, `assert_eq!(1, 1)`: nothing that could ever fail. */
function isTrivial(name: string, said: readonly RustToken[]): boolean {
  if (name === 'panic') return false;
  const parts = splitArguments(said);
  const first = parts[0] ?? '';
  if (/_(eq|ne)$|^(eq|ne)_/.test(name))
    return parts.length >= 2 && (first === parts[1] || isConstant(`${first} ${parts[1]}`));
  if (isConstant(first) || isEither(first)) return true;
  return (
    /^(\(? ?true ?\)?|! false|1 = = 1)$/.test(first) ||
    /\| \| true$|^true \| \|/.test(first) ||
    /^(.+) = = \1$/.test(first.slice(0, 200))
  );
}

/** Nothing but literals: `1`, `! false`, `"a" == "a"`. */
function isConstant(said: string): boolean {
  return (
    said !== '' && /^(?:(?:true|false|\d[\w.]*|"[^"]{0,80}"|[-!=<>&|+*/()]) ?)+$/.test(said.slice(0, 400))
  );
}

/** `a || ! a`, `a < b || a >= b`, `r.is_ok() || r.is_err()`. */
function isEither(said: string): boolean {
  const sides = said.split(' | | ');
  if (sides.length !== 2 || said.length > 400) return false;
  const opposite = (side: string) =>
    side
      .replace(/ (< =|> =|= =|! =|<|>) /, (sign) => OPPOSITES[sign.trim()] ?? sign)
      .replace(/\bis_(ok|err|some|none)\b/, (call) => OPPOSITES[call] ?? call);
  const [left = '', right = ''] = sides;
  return right === `! ${left}` || left === `! ${right}` || (opposite(left) === right && left !== right);
}

function splitArguments(said: readonly RustToken[]): readonly string[] {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const token of said) {
    if (token.kind === 'punct' && /^[([{]$/.test(token.text)) depth++;
    if (token.kind === 'punct' && /^[)\]}]$/.test(token.text)) depth--;
    if (token.text === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token.text);
  }
  return parts.map((part) => part.join(' '));
}
