import { type RustToken, rustTokens } from './rust-tokens.ts';

export interface RustAttribute {
  /** `#![...]`: it covers everything around it. */
  readonly inner: boolean;
  /** Without brackets and blanks: `allow(dead_code)`. */
  readonly text: string;
  readonly line: number;
  /** It stands on a module, so that it covers what may be a whole file. */
  readonly onModule: boolean;
}

const LONGEST = 400;
const NEAR = 60;

/** Every attribute of a Rust file, those within functions and macros included. Never throws. */
export function rustAttributes(source: string): readonly RustAttribute[] {
  const tokens = rustTokens(source).filter((token) => token.kind !== 'comment');
  const attributes: RustAttribute[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const inner = tokens[at + 1]?.text === '!';
    const open = at + (inner ? 2 : 1);
    if (tokens[at]?.text !== '#' || tokens[open]?.text !== '[') continue;
    let depth = 0;
    let end = open;
    for (; end < tokens.length && end - open < LONGEST; end++) {
      if (tokens[end]?.text === '[') depth++;
      if (tokens[end]?.text === ']' && --depth === 0) break;
    }
    const text = tokens.slice(open + 1, end).map((token) => token.text);
    attributes.push({
      inner,
      text: text.join(''),
      line: tokens[at]?.line ?? 1,
      onModule: isModule(tokens, end + 1),
    });
    at = end;
  }
  return attributes;
}

/** Whether a `mod` follows, other attributes and its visibility between. */
function isModule(tokens: readonly RustToken[], start: number): boolean {
  let depth = 0;
  for (let at = start; at < Math.min(tokens.length, start + NEAR); at++) {
    const text = tokens[at]?.text ?? '';
    if (text === '[' || text === '(') depth++;
    else if (text === ']' || text === ')') depth--;
    else if (depth === 0 && text === 'mod') return true;
    else if (depth === 0 && text !== '#' && text !== 'pub') return false;
  }
  return false;
}
