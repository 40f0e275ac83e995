import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/**
 * Below 0 when the first problems are fewer. Errors without a code come first: they are the parser's, and as long as there
 * is one, rustc looks at nothing else. One forgotten brace is one error, and closing it may show ten.
 */
export function compareProblems(a: readonly Diagnostic[], b: readonly Diagnostic[]): number {
  return syntaxErrors(a) - syntaxErrors(b) || a.length - b.length;
}

const syntaxErrors = (problems: readonly Diagnostic[]) =>
  problems.filter(({ level, code }) => level === 'error' && code === '').length;
