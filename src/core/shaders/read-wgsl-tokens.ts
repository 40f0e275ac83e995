import { markTemplateLists } from './mark-template-lists.ts';
import { WgslError } from './wgsl-error.ts';
import type { WgslToken } from './wgsl-token.ts';

const BLANK = /[\s\u200e\u200f\u0085]+/uy;
const NAME = /[\p{XID_Start}_]\p{XID_Continue}*/uy;
/** Suffixes `li`, `lu` and `lf` are naga's (64-bit types). */
const NUMBER =
  /0[xX][0-9a-fA-F]*\.?[0-9a-fA-F]*(?:[pP][+-]?[0-9]+)?(?:[iufh]|li|lu|lf)?|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?:[iufh]|li|lu|lf)?/y;
/** `>` always stands alone: whether two of them shift or close two lists is known only later. */
const SIGN = /<<=|<<|<=|->|\+\+|--|&&|\|\||[-+*/%&|^=!]=|[-+*/%&|^=!<>~@()[\]{};:,.]/y;
const LINE_END = /[\n\v\f\r\u0085\u2028\u2029]/g;

/**
 * The tokens of a WGSL text (w3.org/TR/WGSL section 3), template lists marked, an `end` token last. Linear time.
 * Throws {@link WgslError} for a character or number that is none of the language.
 */
export function readWgslTokens(text: string): readonly WgslToken[] {
  const tokens: WgslToken[] = [];
  let at = 0;
  while (at < text.length) {
    const skipped = skipBlank(text, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const token = readToken(text, at);
    tokens.push(token);
    at += token.text.length;
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  markTemplateLists(tokens);
  return tokens;
}

function readToken(text: string, at: number): WgslToken {
  const name = match(NAME, text, at);
  if (name) return { kind: 'name', text: name, at };
  const first = text.charCodeAt(at);
  if ((first >= 48 && first <= 57) || (first === 46 && /[0-9]/.test(text.charAt(at + 1)))) {
    const number = match(NUMBER, text, at) ?? '';
    if (match(NAME, text, at + number.length))
      throw new WgslError(`"${number}${text.charAt(at + number.length)}…" is no number`, at);
    return { kind: 'number', text: number, at };
  }
  const sign = match(SIGN, text, at);
  if (sign) return { kind: 'sign', text: sign, at };
  throw new WgslError(
    `${JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0))} does not belong here`,
    at,
  );
}

/** Past one blank or comment; block comments nest. */
function skipBlank(text: string, at: number): number {
  const blank = match(BLANK, text, at);
  if (blank) return at + blank.length;
  if (text.startsWith('//', at)) {
    LINE_END.lastIndex = at;
    return LINE_END.exec(text)?.index ?? text.length;
  }
  if (!text.startsWith('/*', at)) return at;
  const edge = /\/\*|\*\//g;
  edge.lastIndex = at;
  let depth = 0;
  for (let found = edge.exec(text); found; found = edge.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
  throw new WgslError('this comment is never closed', at);
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
