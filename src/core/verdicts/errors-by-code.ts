import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** Errors counted by code, most frequent first, then by code: `[['E0308', 2]]`. */
export function errorsByCode(errors: readonly Diagnostic[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { code } of errors) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
