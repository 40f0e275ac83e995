import { outcomeRow } from '../core/metrics/outcome-row.ts';
import { maskStrings } from '../core/policy/mask-strings.ts';
import type { Proof } from '../core/pulls/proof.ts';
import type { Outcome } from '../core/report/outcome.ts';
import type { Run } from './run.ts';

/**
 * Does the work on a task and leaves how it ended in the journal, where the run has one. What the work throws is
 * thrown on, and leaves no row.
 */
export async function recordOutcome<End>(
  run: Run,
  work: (run: Run) => Promise<End>,
  outcomeOf: (end: End) => Outcome,
): Promise<End> {
  const { journal, clock } = run;
  if (!journal) return work(run);
  const started = clock.now();
  const proofs: Proof[] = [];
  const keep = (proof: Proof) => {
    proofs.push(proof);
    run.keep(proof);
  };
  const end = await work({ ...run, keep });
  const now = clock.now();
  const proof = proofs.at(-1);
  const row = outcomeRow(outcomeOf(end), {
    run: run.runs.self.run,
    milliseconds: now.getTime() - started.getTime(),
    ...(proof && { proof }),
  });
  if (row) journal.record({ tool: 'openspec_complete', ...maskStrings(row, run.mask), createdAt: now });
  return end;
}
