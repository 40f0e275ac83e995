import { maskStrings } from '../core/policy/mask-strings.ts';
import { FAILED_LABEL } from '../core/pulls/failed-label.ts';
import { parseMarker } from '../core/pulls/marker.ts';
import type { Proof } from '../core/pulls/proof.ts';
import { pullBody } from '../core/pulls/pull-body.ts';
import { pullTitle } from '../core/pulls/pull-title.ts';
import { silentLine } from '../core/pulls/silent-line.ts';
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
  let head = committed.commit;
  let proof = proofOf(publication, committed, run);
  // Kept for the report however the publishing ends.
  using _kept = { [Symbol.dispose]: () => run.keep(proof) };
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
    tellStage(publication, run);
    head = await run.branches.put(earlier.branch, committed.commit, earlier.expected);
    proof = { ...proof, head };
    const published = await run.pulls.ensure(pullText(publication, proof, run), earlier.pull);
    ({ pull, status } = linkOf(published, earlier.branch));
    // The text may be the same while the branch has moved.
    if (status === 'unchanged' && earlier.expected !== head) status = 'updated';
  }
  if (!verdict.valid)
    return { outcome: { kind: 'failed', task, reason, pull, attempts, errors }, tip: undefined };
  return {
    outcome: { kind: 'completed', task, status, pull, attempts },
    tip: { branch: earlier.branch, commit: head },
  };
}

function tellStage({ job, work, earlier }: Publication, run: Run): void {
  const { change, id } = job.task;
  const text = `${work.verdict.valid ? 'proven' : 'failed'}: branch ${earlier.branch}`;
  run.progress.emit({ kind: 'stage', task: `${change}#${id}`, stage: 'publish', round: 0, text });
}

/** Whether the open pull request is proven, and its branch still is what was proven. */
function holdsAlready({ pull, expected }: Publication['earlier']): boolean {
  return pull !== undefined && isProven(pull) && parseMarker(pull.body)?.head === expected;
}

async function commitWork({ job, lease, work }: Publication, run: Run): Promise<Committed> {
  const { task, start, ticked } = job;
  const title = pullTitle(maskStrings(task, run.mask));
  const changes = new Map<string, string | Uint8Array | null>(work.changes);
  if (work.verdict.valid && ticked) changes.set(ticked.path, ticked.bytes);
  const body = work.verdict.valid
    ? `Proven by cargo before it was committed; the pull request has the log.`
    : `Not proven: ${silentLine(run.mask(work.failure ?? 'a gate failed'))}.`;
  return lease.commit(start.commit, changes, {
    subject: job.since === undefined ? title : `Revise ${title}`,
    body: work.card ? `${body}\n\nModel: ${silentLine(run.mask(work.card.key))}` : body,
    date: run.clock.now().toISOString(),
  });
}

function pullText({ job, work, earlier }: Publication, proof: Proof, run: Run): PullText {
  const { settings, mask } = run;
  const { valid } = work.verdict;
  return {
    branch: earlier.branch,
    base: job.start.branch,
    title: pullTitle(maskStrings(job.task, mask)),
    body: pullBody(proof, job.fingerprint),
    draft: !valid,
    labels: valid ? settings.labels : [...settings.labels, FAILED_LABEL],
    reviewers: settings.policy.reviewers,
  };
}
