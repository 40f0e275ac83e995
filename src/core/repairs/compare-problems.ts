import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/**
 * Below 0 when the first problems are fewer. Brackets that do not match come first, then all errors without a code: as
 * long as there is one, rustc looks at nothing else. One forgotten brace is one error, and closing it may show ten.
 */
export function compareProblems(a: readonly Diagnostic[], b: readonly Diagnostic[]): number {
  return unmatched(a) - unmatched(b) || syntaxErrors(a) - syntaxErrors(b) || a.length - b.length;
}

const unmatched = (problems: readonly Diagnostic[]) =>
  problems.filter(({ code, message }) => code === '' && /\bdelimiter\b/.test(message)).length;

const syntaxErrors = (problems: readonly Diagnostic[]) =>
  problems.filter(({ level, code }) => level === 'error' && code === '').length;
