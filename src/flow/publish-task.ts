import { FAILED_LABEL } from '../core/pulls/failed-label.ts';
import { parseMarker } from '../core/pulls/marker.ts';
import type { Proof } from '../core/pulls/proof.ts';
import { pullBody } from '../core/pulls/pull-body.ts';
import { pullTitle } from '../core/pulls/pull-title.ts';
import type { PullLink } from '../core/report/outcome.ts';
import type { PullText } from '../ports/pulls.ts';
import type { Claim } from './claim-task.ts';
import type { Earlier } from './find-earlier.ts';
import { isProven } from './is-proven.ts';
import { linkOf } from './link-of.ts';
import { type Committed, proofOf } from './proof-of.ts';
import { rememberFailure } from './remember-failure.ts';
import type { Run } from './run.ts';
import type { TaskEnd } from './task-end.ts';
import type { Work, Workplace } from './work.ts';

export interface Publication extends Workplace {
  /** Undefined in a dry run: then nothing is written. */
  readonly claim: Claim | undefined;
  readonly earlier: Extract<Earlier, { kind: 'work' }>;
  readonly work: Work;
  readonly started: Date;
}

/**
 * Commits the work, moves the branch and makes the pull request say what was proven. Safe to run twice. Without any
 * candidate the commit of a failed draft is empty: its pull request still has the log, and keeps the next run from
 * asking the same again.
 */
export async function publishTask(publication: Publication, run: Run): Promise<TaskEnd> {
  const { job, work, earlier } = publication;
  const { task } = job;
  const { verdict, attempts, errors } = work;
  const reason = work.failure ?? 'a gate failed';
  const committed = await commitWork(publication, run);
  const proof = proofOf(publication, committed, run);
  run.keep(proof);
  if (!verdict.valid && holdsAlready(earlier)) {
    const left = `${reason}; the proven pull request #${earlier.pull?.number} was left as it is`;
    return { outcome: { kind: 'failed', task, reason: left, attempts, errors }, tip: undefined };
  }
  if (!verdict.valid && run.settings.onFailure === 'report') {
    // A revision that does not hold says nothing of the task.
    if (work.card && job.since === undefined) await rememberFailure(job, run, reason);
    return { outcome: { kind: 'failed', task, reason, attempts, errors }, tip: undefined };
  }

  if (!verdict.valid && !publication.claim)
    return { outcome: { kind: 'failed', task, reason, attempts, errors }, tip: undefined };
  let pull: PullLink = { number: earlier.pull?.number ?? 0, url: '', branch: earlier.branch };
  let status: 'opened' | 'updated' | 'unchanged' | 'would-open' = 'would-open';
  if (publication.claim) {
    const stage = `${verdict.valid ? 'proven' : 'failed'}: branch ${earlier.branch}`;
    run.progress.emit({
      kind: 'stage',
      task: `${task.change}#${task.id}`,
      stage: 'publish',
      round: 0,
      text: stage,
    });
    await run.branches.put(earlier.branch, committed.commit, earlier.expected);
    const published = await run.pulls.ensure(pullText(publication, proof, run), earlier.pull);
    ({ pull, status } = linkOf(published, earlier.branch));
    // The text may be the same while the branch has moved.
    if (status === 'unchanged' && earlier.expected !== committed.commit) status = 'updated';
  }
  if (!verdict.valid)
    return { outcome: { kind: 'failed', task, reason, pull, attempts, errors }, tip: undefined };
  return {
    outcome: { kind: 'completed', task, status, pull, attempts },
    tip: { branch: earlier.branch, commit: committed.commit },
  };
}

/** Whether the open pull request is proven, and its branch still is what was proven. */
function holdsAlready({ pull, expected }: Publication['earlier']): boolean {
  return pull !== undefined && isProven(pull) && parseMarker(pull.body)?.head === expected;
}

async function commitWork({ job, lease, work }: Publication, run: Run): Promise<Committed> {
  const { task, start, ticked } = job;
  const changes = new Map<string, string | Uint8Array | null>(work.changes);
  if (work.verdict.valid && ticked) changes.set(ticked.path, ticked.bytes);
  const body = work.verdict.valid
    ? `Proven by cargo before it was committed; the pull request has the log.`
    : `Not proven: ${work.failure ?? 'a gate failed'}.`;
  return lease.commit(start.commit, changes, {
    subject: run.mask(job.since === undefined ? pullTitle(task) : `Revise ${pullTitle(task)}`),
    body: run.mask(work.card ? `${body}\n\nModel: ${work.card.key}` : body),
    date: run.clock.now().toISOString(),
  });
}

function pullText({ job, work, earlier }: Publication, proof: Proof, run: Run): PullText {
  const { settings, mask } = run;
  const { valid } = work.verdict;
  return {
    branch: earlier.branch,
    base: job.start.branch,
    title: mask(pullTitle(job.task)),
    body: pullBody(proof, job.fingerprint),
    draft: !valid,
    labels: valid ? settings.labels : [...settings.labels, FAILED_LABEL],
    reviewers: settings.policy.reviewers,
  };
}
