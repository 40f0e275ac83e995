import type { Profile } from '../core/profiles/profile.ts';
import type { Repair } from '../core/repairs/repair.ts';
import { repairRisk } from '../core/repairs/repair-risk.ts';
import { asProof } from '../core/verdicts/as-proof.ts';
import { compareVerdicts } from '../core/verdicts/compare-verdicts.ts';
import { problemOf } from '../core/verdicts/problem-of.ts';
import { type Judgement, judgeCandidate } from './judge-candidate.ts';
import { type Judged, mendCandidate } from './mend-candidate.ts';
import { readShaders } from './read-shaders.ts';
import type { Run } from './run.ts';
import type { WrittenTests } from './scenario-tests.ts';
import type { CandidateChanges } from './try-answer.ts';
import type { Workplace } from './work.ts';

/** An answer that reached the gates: its readings, likelier first; at least one. */
export interface Readings {
  readonly candidates: readonly CandidateChanges[];
  readonly round: number;
  /** 1-based number of the candidate, where there are several. */
  readonly candidate?: number;
  /** What the policy says of a path. */
  readonly mayEdit: (path: string) => boolean;
  readonly profile: Profile;
}

/** The judgement on a round's answer, and what was changed in it without the model. */
export type JudgedAnswer = Judgement & { readonly repairs: readonly Repair[] };

/**
 * Judges the readings of one answer until one holds; else the better one, mended as far as that goes without the
 * model. Risks of the reading are included.
 */
export async function judgeReadings(place: Workplace, readings: Readings, run: Run): Promise<JudgedAnswer> {
  const { candidates, mayEdit } = readings;
  const judging = new Judging(place, run, readings);
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
    given: givenTests(place),
    judge: (candidate, repairs) => judging.judge(candidate, repairs),
    say: (text) => judging.say(text),
  });
}

/** Tests that judge the candidate. */
function givenTests({ scenarioTests }: Workplace): WrittenTests | undefined {
  const tests = scenarioTests?.();
  return tests?.kind === 'written' ? tests : undefined;
}

class Judging {
  readonly #place: Workplace;
  readonly #run: Run;
  readonly #readings: Readings;

  constructor(place: Workplace, run: Run, readings: Readings) {
    this.#place = place;
    this.#run = run;
    this.#readings = readings;
  }

  async judge(candidate: CandidateChanges, repairs: readonly Repair[] = []): Promise<Judged> {
    const { job, lease, baseline } = this.#place;
    const scenarioTests = this.#place.scenarioTests?.();
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
      askedCode: job.whole.mentions.code,
      profile: this.#readings.profile,
      validate: this.#run.settings.policy.validate,
      proofs,
      shaders: () => readShaders(this.#run.repository, job.start.commit),
      ...(scenarioTests ? { scenarioTests } : {}),
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
    const { round, candidate } = this.#readings;
    const who = candidate === undefined ? '' : `candidate ${candidate}, `;
    this.#run.progress.emit({
      kind: 'stage',
      task: `${task.change}#${task.id}`,
      stage: 'judge',
      round,
      text: `${who}round ${round}: ${text}`,
    });
  }
}
