import type { Repair } from '../core/repairs/repair.ts';
import { repairRisk } from '../core/repairs/repair-risk.ts';
import { asProof } from '../core/verdicts/as-proof.ts';
import { compareVerdicts } from '../core/verdicts/compare-verdicts.ts';
import { problemOf } from '../core/verdicts/problem-of.ts';
import { type Judgement, judgeCandidate } from './judge-candidate.ts';
import { type Judged, mendCandidate } from './mend-candidate.ts';
import type { Run } from './run.ts';
import type { CandidateChanges } from './try-answer.ts';
import type { Workplace } from './work.ts';

/** An answer that reached the gates: its readings, likelier first; at least one. */
export interface Readings {
  readonly candidates: readonly CandidateChanges[];
  readonly round: number;
  /** What the policy says of a path. */
  readonly mayEdit: (path: string) => boolean;
}

/** The judgement on a round's answer, and what was changed in it without the model. */
export type JudgedAnswer = Judgement & { readonly repairs: readonly Repair[] };

/**
 * Judges the readings of one answer until one holds; else the better one, mended as far as that goes without the
 * model. Risks of the reading are included.
 */
export async function judgeReadings(
  place: Workplace,
  { candidates, round, mayEdit }: Readings,
  run: Run,
): Promise<JudgedAnswer> {
  const judging = new Judging(place, run, round);
  const judged: Judged[] = [];
  for (const candidate of candidates) {
    const one = await judging.judge(candidate);
    if (one.verdict.valid) return one;
    judged.push(one);
  }
  const best = judged.toSorted(compareVerdicts)[0];
  if (!best) throw new Error('an answer without a candidate reached the gates');
  return mendCandidate(best, {
    lease: place.lease,
    commit: place.job.start.commit,
    baseline: place.baseline,
    repository: run.repository,
    toolchain: run.toolchain,
    signal: run.signal,
    mayEdit,
    judge: (candidate, repairs) => judging.judge(candidate, repairs),
    say: (text) => judging.say(text),
  });
}

class Judging {
  readonly #place: Workplace;
  readonly #run: Run;
  readonly #round: number;

  constructor(place: Workplace, run: Run, round: number) {
    this.#place = place;
    this.#run = run;
    this.#round = round;
  }

  async judge(candidate: CandidateChanges, repairs: readonly Repair[] = []): Promise<Judged> {
    const { job, lease, baseline } = this.#place;
    const { changes, before, risks } = candidate;
    // The nested `verify` boxes are ticked too, so their commands must hold, whatever they did on the base.
    const { kind } = job.whole;
    const proofs = job.whole.commands.map(asProof);
    const excused = baseline.failingCommands.filter((line) => !proofs.includes(line));
    this.say(`${changes.size} ${changes.size === 1 ? 'file' : 'files'} changed, running the gates`);
    await lease.reset(job.start.commit);
    const judgement = await judgeCandidate(this.#run, lease, {
      baseline: { ...baseline, failingCommands: excused },
      before,
      changes,
      kind,
      validate: this.#run.settings.policy.validate,
      proofs,
      signal: this.#run.signal,
    });
    this.say(judgement.verdict.valid ? 'all gates hold' : problemOf(judgement.verdict));
    const repaired = repairs.length > 0 ? [repairRisk(repairs)] : [];
    return {
      ...judgement,
      candidate,
      repairs,
      risks: [...new Set([...risks, ...repaired, ...judgement.risks])],
    };
  }

  say(text: string): void {
    const { task } = this.#place.job;
    const round = this.#round;
    this.#run.progress.emit({
      kind: 'stage',
      task: `${task.change}#${task.id}`,
      stage: 'judge',
      round,
      text: `round ${round}: ${text}`,
    });
  }
}
