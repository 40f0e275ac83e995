import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileTexts } from '../edits/edit.ts';
import type { CargoFacts } from './cargo-facts.ts';
import { explainDiagnostics } from './explain-diagnostics.ts';
import type { GateFinding } from './gate-finding.ts';
import { logTail } from './log-tail.ts';
import { newDiagnostics } from './new-diagnostics.ts';

/** Compiler and clippy runs of one tree; clippy is absent where the component is not installed. */
export interface LintRuns {
  readonly check: CargoFacts;
  readonly clippy?: CargoFacts | undefined;
}

export interface LintContext {
  /** Sentences of {@link findSilencedLints}. */
  readonly silenced: readonly string[];
  readonly texts: FileTexts;
  /** A file the candidate was given and may not edit: its warnings are not the candidate's. */
  readonly given?: string;
}

/** A first step of a change often adds what a later one uses. */
const DEAD_CODE =
  'If a later task will use the new code: in a library make it reachable from the crate root (`pub` in a private module is not), else put `#[allow(dead_code)]` on exactly each new item.';

/**
 * What can be said of lints before anything compiles: that they were switched off. Told at once, it costs no round of its
 * own. Undefined when none were.
 */
export function judgeSilenced(silenced: readonly string[]): GateFinding | undefined {
  return silenced.length === 0 ? undefined : { result: 'failed', ...switchedOff(silenced) };
}

function switchedOff(silenced: readonly string[]): Problem {
  const feedback = `${silenced.join('\n')}\nKeep the lint levels as they are and fix what the lints point at.`;
  return { summary: 'lints switched off', feedback };
}

/** Judges warnings of rustc and clippy: the candidate may bring none, and may not switch lints off instead. */
export function judgeClippy(
  base: LintRuns,
  runs: LintRuns,
  { silenced, texts, given }: LintContext,
): GateFinding & { readonly newWarnings: readonly Diagnostic[]; readonly newErrors: readonly Diagnostic[] } {
  const command = runs.clippy?.command ?? runs.check.command;
  const before = diagnosticsOf(base);
  const after = diagnosticsOf(runs);
  const newErrors = newDiagnostics(before, after, 'error');
  // Clippy knows nothing new of the base when it was not run there; then only rustc's warnings can be compared.
  const comparable = base.clippy ? after : after.filter((each) => !each.code.startsWith('clippy::'));
  const newWarnings = newDiagnostics(before, comparable, 'warning').filter(
    ({ file }) => file === undefined || file !== given,
  );
  const problems: Problem[] = [];
  const report = (found: readonly Diagnostic[], word: 'error' | 'warning') => {
    if (found.length === 0) return;
    const summary = `${found.length} new ${word}${found.length === 1 ? '' : 's'}`;
    problems.push({ summary, feedback: `\`${command}\` reports ${explainDiagnostics(found, texts, word)}` });
  };
  report(newErrors, 'error');
  report(newWarnings, 'warning');
  if (newWarnings.some((each) => each.code === 'dead_code'))
    problems.push({ summary: 'dead code', feedback: DEAD_CODE });
  if (silenced.length > 0) problems.push(switchedOff(silenced));
  const ending = problems.length === 0 ? badEnding(base, runs) : undefined;
  if (ending) problems.push(ending);
  if (problems.length > 0) {
    const summary = problems.map((each) => each.summary).join(', ');
    const feedback = problems.map((each) => each.feedback).join('\n\n');
    return { result: 'failed', summary, feedback, newErrors, newWarnings };
  }
  const known = newDiagnostics([], after, 'warning').length;
  const summary = `0 new warnings${known > 0 ? `, ${known} as before` : ''}`;
  if (runs.clippy) return { result: 'passed', summary, feedback: '', newErrors, newWarnings };
  return {
    result: 'skipped',
    summary: `clippy is not installed; rustc: ${summary}`,
    feedback: '',
    newErrors,
    newWarnings,
  };
}

interface Problem {
  readonly summary: string;
  readonly feedback: string;
}

const diagnosticsOf = ({ check, clippy }: LintRuns) => [...check.diagnostics, ...(clippy?.diagnostics ?? [])];

/** Clippy ended badly where it ended well on the base, without saying about what. */
function badEnding(base: LintRuns, { clippy }: LintRuns): Problem | undefined {
  if (!clippy || clippy.ok || base.clippy?.ok === false) return undefined;
  if (clippy.timedOut)
    return { summary: 'did not finish in time', feedback: `\`${clippy.command}\` did not finish in time.` };
  return { summary: 'clippy failed', feedback: `\`${clippy.command}\` failed:\n${logTail(clippy.log)}` };
}
