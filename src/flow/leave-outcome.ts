import { type OutcomeAbout, outcomeRow } from '../core/metrics/outcome-row.ts';
import { maskStrings } from '../core/policy/mask-strings.ts';
import type { Outcome } from '../core/report/outcome.ts';
import type { Run } from './run.ts';

/** What a row of an outcome is left with; without a journal nothing is. */
export type OutcomeRecorder = Pick<Run, 'journal' | 'clock' | 'mask'> & {
  readonly runs: Pick<Run['runs'], 'self'>;
};

export interface LeftOutcome extends Pick<OutcomeAbout, 'proof' | 'type' | 'model'> {
  readonly started: Date;
}

/** Leaves how the work on a task ended in the journal, secrets masked. Best effort: neither waits nor throws. */
export function leaveOutcome(
  { journal, clock, runs, mask }: OutcomeRecorder,
  outcome: Outcome,
  { started, ...about }: LeftOutcome,
): void {
  const now = clock.now();
  const milliseconds = now.getTime() - started.getTime();
  const row = outcomeRow(outcome, { run: runs.self.run, milliseconds, ...about });
  if (row) journal?.record({ tool: 'openspec_complete', ...maskStrings(row, mask), createdAt: now });
}
