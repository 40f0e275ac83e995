import type { RustToken } from './rust-tokens.ts';

const CLOSES: Record<string, string> = { '(': ')', '[': ']', '{': '}' };
const NEAREST = 16;

/** Index of the closing bracket for each opening one, -1 where it is missing. Linear, whatever the text. */
export function matchBrackets(tokens: readonly RustToken[]): Int32Array {
  const ends = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  tokens.forEach((token, at) => {
    if (token.kind !== 'punct') return;
    if (CLOSES[token.text]) open.push(at);
    else if (token.text === ')' || token.text === ']' || token.text === '}') {
      // In broken code only the nearest openers are looked at, which keeps the search short.
      const near = open.slice(-NEAREST);
      const found = near.findLastIndex((each) => CLOSES[tokens[each]?.text ?? ''] === token.text);
      if (found >= 0) {
        ends[near[found] ?? 0] = at;
        open.length -= near.length - found;
      }
    }
  });
  return ends;
}
