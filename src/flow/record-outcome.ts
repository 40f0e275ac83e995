import type { Proof } from '../core/pulls/proof.ts';
import type { Outcome } from '../core/report/outcome.ts';
import { leaveOutcome } from './leave-outcome.ts';
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
  if (!run.journal) return work(run);
  const started = run.clock.now();
  const proofs: Proof[] = [];
  const keep = (proof: Proof) => {
    proofs.push(proof);
    run.keep(proof);
  };
  const end = await work({ ...run, keep });
  const proof = proofs.at(-1);
  leaveOutcome(run, outcomeOf(end), { started, ...(proof && { proof }) });
  return end;
}
