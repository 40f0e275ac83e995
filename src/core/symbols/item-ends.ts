import type { RustCode } from './rust-code.ts';

/** The `{`, `;` or stray `}` that ends the header of an item, or `end`; braces of constant generics are no end. */
export function headerEnd(code: RustCode, from: number, end: number): number {
  let depth = 0;
  for (let at = from; at < end; at++) {
    const text = code.tokens[at]?.text ?? '';
    if (text === ';' || text === '}') return at;
    if (text === '{' && !(depth > 0 && ['<', ',', '='].includes(code.tokens[at - 1]?.text ?? ''))) return at;
    const jump = code.ends[at] ?? -1;
    if (jump > at) at = Math.min(jump, end);
    else if (text === '<') depth += 1;
    else if (text === '>') depth -= 1;
  }
  return end;
}

/** The `;` that ends an item without a body, a stray `}`, or `end`. */
export function statementEnd(code: RustCode, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    const text = code.tokens[at]?.text;
    if (text === ';' || text === '}') return at;
    const jump = code.ends[at] ?? -1;
    if (jump > at) at = Math.min(jump, end);
  }
  return end;
}

/** The `=` before the value of a constant, outside its type, or `end`. */
export function valueStart(code: RustCode, from: number, end: number): number {
  let depth = 0;
  for (let at = from; at < end; at++) {
    const text = code.tokens[at]?.text;
    if (text === '=' && depth <= 0) return at;
    const jump = code.ends[at] ?? -1;
    if (jump > at) at = Math.min(jump, end);
    else if (text === '<') depth += 1;
    else if (text === '>') depth -= 1;
  }
  return end;
}
