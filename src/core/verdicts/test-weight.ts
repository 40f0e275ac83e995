import type { RustFunction } from './rust-functions.ts';
import type { RustToken } from './rust-tokens.ts';

/** How much a test or a helper checks. */
export interface TestWeight {
  /** Assertions that can fail, those of called helpers included when they are given. */
  readonly asserts: number;
  /** Words and literals inside the assertions, and of the whole body where it loops. */
  readonly words: ReadonlySet<string>;
  /** `#[case]`s and `#[test_case]`s. */
  readonly cases: number;
}

const ASSERT = /^(\w+_)?assert(_\w+)?$/;
const CASE = /^(\w+::)*(case|test_case|test_matrix)\b/;

/** Weighs a function; `helpers` gives the assertions of functions it may call, by name. */
export function testWeight(fn: RustFunction, helpers: ReadonlyMap<string, number>): TestWeight {
  const body = fn.body ?? [];
  const loops = body.some((token) => token.text === 'for' || token.text === 'for_each');
  const words = new Set(loops ? wordsOf(body) : []);
  let asserts = 0;
  for (let at = 0; at < body.length; at++) {
    const open = opens(body, at);
    const name = body[at]?.text ?? '';
    if (open >= 0 && checks(body, at)) {
      const end = closes(body, open);
      const said = body.slice(open + 1, end);
      if (!isTrivial(name, said)) asserts++;
      for (const word of wordsOf(said)) words.add(word);
      at = end;
    } else if (open >= 0) asserts += helpers.get(name) ?? 0;
  }
  return { asserts, words, cases: fn.attributes.filter((each) => CASE.test(each)).length };
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
  if (/_(eq|ne)$|^(eq|ne)_/.test(name)) return parts.length >= 2 && first === parts[1];
  return (
    /^(\(? ?true ?\)?|! false|1 = = 1)$/.test(first) ||
    /\| \| true$|^true \| \|/.test(first) ||
    /^(.+) = = \1$/.test(first.slice(0, 200))
  );
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
