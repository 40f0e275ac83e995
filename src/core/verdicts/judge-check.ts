import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileTexts } from '../edits/edit.ts';
import { cutEnd } from '../pulls/cut-text.ts';
import { oneLine } from '../pulls/one-line.ts';
import type { CargoFacts } from './cargo-facts.ts';
import { explainDiagnostics } from './explain-diagnostics.ts';
import type { GateFinding } from './gate-finding.ts';
import { logTail } from './log-tail.ts';
import { newDiagnostics } from './new-diagnostics.ts';

/** Judges `cargo check`: only errors that the base does not have count. `texts` are the candidate's files. */
export function judgeCheck(
  base: CargoFacts,
  run: CargoFacts,
  texts: FileTexts,
): GateFinding & { readonly newErrors: readonly Diagnostic[] } {
  const newErrors = newDiagnostics(base.diagnostics, run.diagnostics, 'error');
  const failed = (summary: string, feedback: string) => ({
    result: 'failed' as const,
    summary,
    feedback,
    newErrors,
  });
  const [first] = newErrors;
  if (first) {
    const count = `${newErrors.length} new error${newErrors.length === 1 ? '' : 's'}`;
    return failed(
      `${count}, first: ${inOneLine(first)}`,
      `\`${run.command}\` reports ${explainDiagnostics(newErrors, texts, 'error')}`,
    );
  }
  if (run.timedOut)
    return failed(
      'did not finish in time',
      `\`${run.command}\` did not finish in time. Look for endless macro expansion, const evaluation or very deep types in what you changed.`,
    );
  const errors = newDiagnostics([], run.diagnostics, 'error').length;
  if (!run.ok && (base.ok || errors === 0))
    return failed('failed without naming an error', `\`${run.command}\` failed:\n${logTail(run.log)}`);
  const before = errors > 0 ? `, ${errors} as before` : '';
  return { result: 'passed', summary: `0 new errors${before}`, feedback: '', newErrors };
}

function inOneLine({ message, code, file, line }: Diagnostic): string {
  const place = file === undefined ? '' : ` in ${file}:${line ?? 1}`;
  return `${cutEnd(oneLine(message), 200)}${code === '' ? '' : ` (${code})`}${place}`;
}
