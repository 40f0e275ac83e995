import type { RustFunction } from './rust-functions.ts';

const MOST_LINES = 16;

/** The lines of a function with their numbers, as errors are quoted; the middle of a long one is left out. */
export function quoteFunction(text: string, { line, body }: Pick<RustFunction, 'line' | 'body'>): string {
  const lines = text.split('\n');
  const end = body?.at(-1)?.line ?? line;
  const closed = body === undefined || /\}\s*$/.test(lines[end - 1] ?? '');
  const last = Math.min(lines.length, closed ? end : end + 1);
  const numbered = lines
    .slice(line - 1, last)
    .map((each, at) => `${String(line + at).padStart(4)} | ${each.slice(0, 200).trimEnd()}`);
  if (numbered.length <= MOST_LINES) return numbered.join('\n');
  return [...numbered.slice(0, MOST_LINES - 2), '     | ...', ...numbered.slice(-1)].join('\n');
}
