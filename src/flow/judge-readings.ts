import type { Repair } from '../core/repairs/repair.ts';
import { repairRisk } from '../core/repairs/repair-risk.ts';
import { asProof } from '../core/verdicts/as-proof.ts';
import { compareVerdicts } from '../core/verdicts/compare-verdicts.ts';
import { problemOf } from '../core/verdicts/problem-of.ts';
import { type Judgement, judgeCandidate } from './judge-candidate.ts';
import { repairCandidate } from './repair-candidate.ts';
import type { Run } from './run.ts';
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
}

/** The judgement on a round's answer, and what rustc's own suggestions changed in it. */
export interface JudgedAnswer extends Judgement {
  readonly repairs: readonly Repair[];
}

/**
 * Judges the readings of one answer until one holds; else the better one, repaired by rustc's own suggestions as far
 * as they help. Risks of the reading are included.
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
  return (await judging.repair(best, mayEdit)) ?? best;
}

interface Judged extends JudgedAnswer {
  readonly candidate: CandidateChanges;
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
    const { job, lease, baseline, scenarioTests } = this.#place;
    const { changes, before, risks } = candidate;
    // The nested `verify` boxes are ticked too, so their commands must hold, whatever they did on the base.
    const { kind } = job.whole;
    const proofs = job.whole.commands.map(asProof);
    const excused = baseline.failingCommands.filter((line) => !proofs.includes(line));
    this.#say(`${changes.size} ${changes.size === 1 ? 'file' : 'files'} changed, running the gates`);
    await lease.reset(job.start.commit);
    const judgement = await judgeCandidate(this.#run, lease, {
      baseline: { ...baseline, failingCommands: excused },
      before,
      changes,
      kind,
      validate: this.#run.settings.policy.validate,
      proofs,
      ...(scenarioTests ? { scenarioTests } : {}),
      signal: this.#run.signal,
    });
    this.#say(judgement.verdict.valid ? 'all gates hold' : problemOf(judgement.verdict));
    return { ...judgement, candidate, repairs, risks: [...new Set([...risks, ...judgement.risks])] };
  }

  /**
   * The same answer with fewer errors, judged by every gate; undefined when rustc knows no help, or when its help
   * compiles and a test fails: then it guessed wrong, and the model is better asked about its own code.
   */
  async repair(broken: Judged, mayEdit: (path: string) => boolean): Promise<Judged | undefined> {
    if (broken.errors.every((error) => error.suggestions.length === 0)) return undefined;
    const { job, lease, baseline } = this.#place;
    const { before, changes: asWritten, risks } = broken.candidate;
    // As rustfmt left it: the suggestions count bytes there. A lock that cargo wrote is written by cargo again.
    const changes = new Map([...broken.changes].filter(([path]) => asWritten.has(path)));
    this.#say("trying rustc's own suggestions");
    await lease.reset(job.start.commit);
    await lease.write(changes);
    const { errors } = broken;
    const { signal } = this.#run;
    const about = { base: baseline.check, before, changes, errors, mayEdit, signal };
    const repaired = await repairCandidate(this.#run.toolchain, lease, about);
    if (!repaired) return undefined;
    const { repairs } = repaired;
    this.#say(`repaired without the model: ${repairs.map(({ code }) => code || 'syntax').join(', ')}`);
    const judged = await this.judge(
      { changes: repaired.changes, before: repaired.before, risks: [...risks, repairRisk(repairs)] },
      repairs,
    );
    const testsFailed = judged.verdict.gates.some(
      ({ gate, result }) => result === 'failed' && (gate === 'tests' || gate === 'tests-kept'),
    );
    const helped = judged.verdict.valid || compareVerdicts(judged, broken) <= 0;
    return helped && !testsFailed ? judged : undefined;
  }

  #say(text: string): void {
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
