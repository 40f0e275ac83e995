import { asProof } from '../core/verdicts/as-proof.ts';
import { compareVerdicts } from '../core/verdicts/compare-verdicts.ts';
import { problemOf } from '../core/verdicts/problem-of.ts';
import { type Judgement, judgeCandidate } from './judge-candidate.ts';
import type { Run } from './run.ts';
import type { CandidateChanges } from './try-answer.ts';
import type { Workplace } from './work.ts';

/** An answer that reached the gates: its readings, likelier first; at least one. */
export interface Readings {
  readonly candidates: readonly CandidateChanges[];
  readonly round: number;
}

/** Judges the readings of one answer until one holds; else the better one, risks of the reading included. */
export async function judgeReadings(
  { job, lease, baseline }: Workplace,
  { candidates, round }: Readings,
  run: Run,
): Promise<Judgement> {
  const task = `${job.task.change}#${job.task.id}`;
  const say = (text: string) =>
    run.progress.emit({ kind: 'stage', task, stage: 'judge', round, text: `round ${round}: ${text}` });
  // The nested `verify` boxes are ticked too, so their commands must hold, whatever they did on the base.
  const { kind } = job.whole;
  const proofs = job.whole.commands.map(asProof);
  const excused = baseline.failingCommands.filter((line) => !proofs.includes(line));
  const judged: Judgement[] = [];
  for (const { changes, before, risks } of candidates) {
    say(`${changes.size} ${changes.size === 1 ? 'file' : 'files'} changed, running the gates`);
    await lease.reset(job.start.commit);
    const judgement = await judgeCandidate(run, lease, {
      baseline: { ...baseline, failingCommands: excused },
      before,
      changes,
      kind,
      validate: run.settings.policy.validate,
      proofs,
      signal: run.signal,
    });
    say(judgement.verdict.valid ? 'all gates hold' : problemOf(judgement.verdict));
    judged.push({ ...judgement, risks: [...new Set([...risks, ...judgement.risks])] });
    if (judgement.verdict.valid) break;
  }
  const best = judged.toSorted(compareVerdicts)[0];
  if (!best) throw new Error('an answer without a candidate reached the gates');
  return best;
}
