import { printBranchName } from '../core/pulls/branch-name.ts';
import { FAILED_LABEL } from '../core/pulls/failed-label.ts';
import { parseMarker } from '../core/pulls/marker.ts';
import type { Outcome } from '../core/report/outcome.ts';
import type { Pull } from '../ports/pulls.ts';
import type { CommitId } from '../ports/repository.ts';
import { isProven } from './is-proven.ts';
import { rememberedFailure } from './remember-failure.ts';
import type { Run } from './run.ts';
import type { TaskJob } from './task-job.ts';
import type { Tip } from './tip.ts';

/** What earlier runs left of a task: a reason not to work on it, or the branch and pull request to bring up to date. */
export type Earlier =
  | { readonly kind: 'ended'; readonly outcome: Outcome; readonly tip: Tip | undefined }
  | {
      readonly kind: 'work';
      readonly branch: string;
      readonly pull: Pull | undefined;
      /** Tip the branch has now; publishing fails if somebody moves it meanwhile. */
      readonly expected: CommitId | undefined;
    };

/** Looks for the task's branch and newest pull request. The branch name is the key; its slug may be of an older title. */
export async function findEarlier(job: TaskJob, run: Run): Promise<Earlier> {
  const { task } = job;
  const known = job.openPull;
  const branch =
    known?.branch ??
    printBranchName(run.settings.branchPrefix, {
      ...task,
      title: run.mask(task.title),
    });
  const pull = known ?? (await run.pulls.find(branch));
  if (pull?.state === 'closed' && run.redo !== true) {
    const reason = `pull request #${pull.number} was closed without merging: a no`;
    return { kind: 'ended', outcome: { kind: 'skipped', task, why: 'rejected', reason }, tip: undefined };
  }
  const failedBefore = pull ? undefined : await rememberedFailure(job, run);
  if (failedBefore !== undefined) {
    const reason = `it failed on the same inputs before: ${failedBefore}`;
    return {
      kind: 'ended',
      outcome: { kind: 'skipped', task, why: 'failed-before', reason },
      tip: undefined,
    };
  }
  const expected = tipIfSettled(job) ?? (await run.branches.tip(branch));
  const skip = (why: 'human-commits' | 'pull-open', reason: string): Earlier => ({
    kind: 'ended',
    outcome: { kind: 'skipped', task, why, reason },
    tip: pull && expected !== undefined && isProven(pull) ? { branch, commit: expected } : undefined,
  });

  if (expected === undefined) return { kind: 'work', branch, pull, expected };

  const marker = pull ? parseMarker(pull.body) : undefined;
  if (marker?.head === expected && pull?.state === 'open' && marker.fingerprint === job.fingerprint) {
    const status = (await finishLabels(pull, marker.valid, run)) ? 'updated' : 'unchanged';
    if (marker.valid) return done(job, { pull, status, tip: { branch, commit: expected } });
    if (!run.explicit && (await sameModel(marker.model, run)))
      return skip('pull-open', `pull request #${pull.number} failed on the same inputs`);
  }
  // Also below a commit of ours: a revision stands on top of what people did.
  const first = (await foreignCommits(branch, job, run))[0];
  if (first)
    return skip('human-commits', `the branch has commits by ${first.author}, which are never overwritten`);
  return { kind: 'work', branch, pull, expected };
}

/**
 * Where the branch was when the run began, if its pull request is of exactly that and of the same inputs: what needs
 * nothing costs no request. Whatever is written all the same looks again once the task is claimed.
 */
function tipIfSettled({ openPull, openTip, fingerprint }: TaskJob): CommitId | undefined {
  const marker = openPull && parseMarker(openPull.body);
  return marker?.head === openTip && marker?.fingerprint === fingerprint ? openTip : undefined;
}

/** What another run published between the first look and the claim counts too. */
export async function lookAgain(
  found: Extract<Earlier, { kind: 'work' }>,
  job: TaskJob,
  run: Run,
): Promise<Earlier> {
  if ((await run.branches.tip(found.branch)) === found.expected) return found;
  // Not by `find`, which may remember the first look.
  const open = await run.pulls.listOpen(run.settings.branchPrefix);
  const openPull = open.find((pull) => pull.branch === found.branch);
  const { openTip: _old, ...now } = job;
  return findEarlier({ ...now, openPull }, run);
}

/** Whether the model that failed is the one that would be asked now; another one may well do better. */
async function sameModel(failed: string | undefined, run: Run): Promise<boolean> {
  return failed === undefined || failed === (await run.card()).key;
}

/** Commits by others that are the branch's own: neither the base's nor those of the branch it stacks on. */
async function foreignCommits(
  branch: string,
  { start }: TaskJob,
  run: Run,
): ReturnType<Run['history']['foreignCommits']> {
  const onBase = await run.history.foreignCommits(branch, run.base.commit);
  if (onBase.length === 0 || start.commit === run.base.commit) return onBase;
  const onStart = await run.history.foreignCommits(branch, start.commit);
  return onBase.filter((one) => onStart.some((other) => other.commit === one.commit));
}

/**
 * A run that died right after it opened the pull request left it without any label. Gives whether it was so.
 */
async function finishLabels(pull: Pull, valid: boolean, run: Run): Promise<boolean> {
  const { settings } = run;
  const labels = valid ? settings.labels : [...settings.labels, FAILED_LABEL];
  if (settings.dryRun || labels.length === 0 || labels.some((label) => pull.labels.includes(label)))
    return false;
  await run.pulls.ensure({ ...pull, labels, reviewers: settings.policy.reviewers }, pull);
  return true;
}

interface Done {
  readonly pull: Pull;
  readonly status: 'updated' | 'unchanged';
  readonly tip: Tip;
}

function done(job: TaskJob, { pull, status, tip }: Done): Earlier {
  return {
    kind: 'ended',
    outcome: {
      kind: 'completed',
      task: job.task,
      status,
      pull: { number: pull.number, url: pull.url, branch: pull.branch },
      attempts: [],
    },
    tip,
  };
}
