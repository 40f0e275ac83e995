import type { Diagnostic } from './diagnostic.ts';

/** Errors counted by code, most frequent first, then by code; '' stands for syntax errors, which have no code. */
export function errorsByCode(diagnostics: readonly Diagnostic[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { level, code } of diagnostics) {
    if (level === 'error') counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
}
