import type { RustCode } from './rust-code.ts';

/** Characters; a longer signature is cut and ends in `…`. */
const LONGEST = 400;

/**
 * The tokens from `from` to before `to` on one line, as written but for line breaks, attributes, comments and trailing
 * commas: `pub fn add(&self, other: Money) -> Money`.
 */
export function printSignature(code: RustCode, from: number, to: number): string {
  let text = '';
  let end = -1;
  let skipped = false;
  for (let at = from; at < to && text.length <= LONGEST; at++) {
    const token = code.tokens[at];
    const start = code.starts[at] ?? 0;
    if (!token) break;
    if (token.text === '#' && code.tokens[at + 1]?.text === '[') {
      const close = code.ends[at + 1] ?? -1;
      if (close > at && close < to) {
        at = close;
        skipped = true;
        continue;
      }
    }
    const gap = end >= 0 && start > end;
    const broken = gap && (skipped || code.source.slice(end, start).includes('\n'));
    skipped = false;
    text = joined(text, token.text, { gap, broken });
    end = start + token.text.length;
  }
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST).trimEnd()} …` : line;
}

function joined(
  before: string,
  next: string,
  { gap, broken }: { readonly gap: boolean; readonly broken: boolean },
): string {
  if (/^[)\]>}]$/.test(next) && broken) {
    const kept = before.replace(/,$/, '');
    return next === '}' && !kept.endsWith('{') ? `${kept} }` : kept + next;
  }
  if (broken && /[([<]$/.test(before)) return before + next;
  return gap ? `${before} ${next}` : before + next;
}
