import type { FileChanges, FileTexts } from '../core/edits/edit.ts';
import { asProof } from '../core/verdicts/as-proof.ts';
import type { Verdict } from '../core/verdicts/attempt.ts';
import { problemOf } from '../core/verdicts/problem-of.ts';
import { judgeCandidate } from './judge-candidate.ts';
import type { Run } from './run.ts';
import type { Baseline } from './take-baseline.ts';
import { verifyWork } from './verify-work.ts';
import type { Workplace } from './work.ts';

/** What the gates say of a finished task on another base. */
export interface JudgedMove {
  readonly verdict: Verdict;
  /** What is to be committed, the tick left out. */
  readonly changes: FileChanges;
  /** One sentence, when it is not valid. */
  readonly failure?: string;
  readonly asBase?: Baseline;
}

/** Runs the gates of the task's kind on changes that were made on another base; no model is asked. */
export async function judgeMoved(
  place: Workplace,
  carried: { readonly changes: FileChanges; readonly before: FileTexts },
  run: Run,
): Promise<JudgedMove> {
  const { job, lease, baseline } = place;
  if (job.whole.kind === 'verify') {
    const { verdict, changes, failure } = await verifyWork(place, run);
    return { verdict, changes, ...(failure === undefined ? {} : { failure }) };
  }
  const proofs = job.whole.commands.map(asProof);
  const excused = baseline.failingCommands.filter((line) => !proofs.includes(line));
  await lease.reset(job.start.commit);
  const { verdict, changes, asBase } = await judgeCandidate(run, lease, {
    baseline: { ...baseline, failingCommands: excused },
    ...carried,
    kind: job.whole.kind,
    validate: run.settings.policy.validate,
    proofs,
    signal: run.signal,
  });
  return {
    verdict,
    changes,
    ...(verdict.valid ? {} : { failure: problemOf(verdict) }),
    ...(asBase ? { asBase } : {}),
  };
}
