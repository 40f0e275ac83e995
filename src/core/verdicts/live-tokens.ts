import type { RustToken } from './rust-tokens.ts';

/** What an iterator looks like that gives nothing: `0..0`, `[]`, `vec![]`, `Vec::<u8>::new()`. */
const EMPTY =
  /^(?:(\d+) \. \. \1|\[ \]|vec ! \[ \]|Vec (?::: < .{1,60} > )?:: new \( \)|.* \. take \( 0 \))$/;
/** Tokens between a keyword and its block. */
const LONGEST_HEAD = 24;
const NEVER = /^(?:if|while) (?:false|! true|cfg ! [([] any \( \) [)\]]|0 = = 1|1 = = 0)$/;

/**
 * The tokens of a function body without what can never run, or never fail the function: blocks behind `if false` and
 * `for _ in 0..0`, all after a bare `return` or an `exit`, closures that are bound and never called, and what stands
 * in `catch_unwind` or a thread that nobody joins.
 */
export function liveTokens(body: readonly RustToken[]): readonly RustToken[] {
  const live: RustToken[] = [];
  const counts = new Map<string, number>();
  for (const { text } of body) counts.set(text, (counts.get(text) ?? 0) + 1);
  let depth = 0;
  for (let at = 0; at < body.length; at++) {
    const token = body[at];
    if (!token) continue;
    const dead = endOfDead(body, at, counts);
    if (dead > at) {
      at = dead;
      continue;
    }
    if (token.kind === 'punct')
      depth += /^[({[]$/.test(token.text) ? 1 : /^[)}\]]$/.test(token.text) ? -1 : 0;
    if (depth === 0 && endsFunction(body, at)) break;
    live.push(token);
  }
  return live;
}

/** A `return` or `exit` in the outermost block: nothing behind it runs. */
function endsFunction(body: readonly RustToken[], at: number): boolean {
  const word = body[at]?.text;
  if (word === 'return') return at === 0 || /^[;}]$/.test(body[at - 1]?.text ?? '');
  return word === 'exit' && body[at + 1]?.text === '(' && body[at - 1]?.text === '::';
}

/** Index of the last token of a dead stretch that begins at `at`, else -1. */
function endOfDead(body: readonly RustToken[], at: number, counts: ReadonlyMap<string, number>): number {
  const word = body[at]?.text ?? '';
  if (word === 'catch_unwind') return closes(body, at + 1);
  if (word === 'spawn' && !['join', 'scope', 'await'].some((wait) => counts.has(wait)))
    return closes(body, at + 1);
  if (word === 'if' || word === 'while' || word === 'for') {
    const open = opensBlock(body, at);
    if (open < 0) return -1;
    const head = body.slice(at, open).map((token) => token.text);
    const inAt = head.indexOf('in');
    const never = word === 'for' ? EMPTY.test(head.slice(inAt + 1).join(' ')) : NEVER.test(head.join(' '));
    return never ? closes(body, open) : -1;
  }
  return word === 'let' ? endOfUncalled(body, at, counts) : -1;
}

/** `let f = || { … };` where `f` stands nowhere else. */
function endOfUncalled(body: readonly RustToken[], at: number, counts: ReadonlyMap<string, number>): number {
  const name = body[at + 1]?.text === 'mut' ? at + 2 : at + 1;
  let bar = name + 2;
  if (body[bar]?.text === 'move') bar++;
  if (body[name + 1]?.text !== '=' || body[bar]?.text !== '|') return -1;
  const bound = body[name]?.text ?? '';
  if (bound !== '_' && (counts.get(bound) ?? 0) > 1) return -1;
  let end = bar + 1;
  while (end < bar + LONGEST_HEAD && body[end]?.text !== '|') end++;
  return body[end + 1]?.text === '{' ? closes(body, end + 1) : -1;
}

/** Index of the `{` of a statement's block, near its keyword. */
function opensBlock(body: readonly RustToken[], at: number): number {
  for (let open = at + 1; open < Math.min(body.length, at + LONGEST_HEAD); open++)
    if (body[open]?.text === '{') return open;
  return -1;
}

/** Index of the bracket that closes the one at `open`; the last token where none does, -1 where none opens. */
function closes(body: readonly RustToken[], open: number): number {
  if (!/^[({[]$/.test(body[open]?.text ?? '')) return -1;
  let depth = 0;
  for (let at = open; at < body.length; at++) {
    if (body[at]?.kind !== 'punct') continue;
    if (/^[({[]$/.test(body[at]?.text ?? '')) depth++;
    else if (/^[)}\]]$/.test(body[at]?.text ?? '') && --depth === 0) return at;
  }
  return body.length - 1;
}
