import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { oneLine } from '../pulls/one-line.ts';
import type { Verdict } from './attempt.ts';

/** Why a candidate does not hold, in one line: the gates that failed and the first new error with its place. */
export function sayProblem(verdict: Pick<Verdict, 'gates'>, errors: readonly Diagnostic[]): string {
  const failed = verdict.gates.filter((gate) => gate.result === 'failed');
  const gates = failed.map((gate) => `${gate.gate}: ${gate.summary}`).join('; ') || 'a gate failed';
  const [first] = errors;
  if (!first) return gates;
  const code = first.code === '' ? '' : ` (${first.code})`;
  const place = first.file === undefined ? '' : ` in ${first.file}:${first.line ?? 1}`;
  return `${gates}, first: ${oneLine(first.message)}${code}${place}`;
}
