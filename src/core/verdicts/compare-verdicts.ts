import type { Verdict } from './attempt.ts';

/** What is compared of a candidate. */
export interface JudgedCandidate {
  readonly verdict: Verdict;
  /** Lines changed, see {@link diffSize}. */
  readonly diffLines: number;
}

/**
 * Orders candidates, best first: valid ones, then fewer failed gates, fewer errors (the parser's first: they hide others), fewer new warnings, the smaller
 * change. Candidates that are alike keep their order.
 */
export function compareVerdicts(a: JudgedCandidate, b: JudgedCandidate): number {
  return (
    Number(b.verdict.valid) - Number(a.verdict.valid) ||
    failedGates(a.verdict) - failedGates(b.verdict) ||
    syntaxErrors(a.verdict) - syntaxErrors(b.verdict) ||
    errors(a.verdict) - errors(b.verdict) ||
    a.verdict.newWarnings - b.verdict.newWarnings ||
    a.diffLines - b.diffLines
  );
}

/** A valid candidate has none; in an invalid one a gate that was not reached is as good as failed. */
const failedGates = ({ valid, gates }: Verdict) =>
  valid ? 0 : gates.filter((gate) => gate.result !== 'passed').length;
const syntaxErrors = (verdict: Verdict) => verdict.errorsByCode.find(([code]) => code === '')?.[1] ?? 0;
const errors = (verdict: Verdict) => verdict.errorsByCode.reduce((sum, [, count]) => sum + count, 0);
