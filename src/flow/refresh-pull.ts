import { maskStrings } from '../core/policy/mask-strings.ts';
import { FAILED_LABEL } from '../core/pulls/failed-label.ts';
import { withNote } from '../core/pulls/pull-note.ts';
import { rejudgedBody } from '../core/pulls/rejudged-body.ts';
import { silentLine } from '../core/pulls/silent-line.ts';
import type { Outcome } from '../core/report/outcome.ts';
import type { Task } from '../core/tasks/task.ts';
import type { Pull } from '../ports/pulls.ts';
import type { CommitId, SlotLease } from '../ports/repository.ts';
import { type Claim, claimTask, whoHolds } from './claim-task.ts';
import { type JudgedMove, judgeMoved } from './judge-moved.ts';
import { linkOfPull } from './link-of.ts';
import { type Move, type OwnPull, planMove, taskOf } from './plan-move.ts';
import type { Run } from './run.ts';
import { type Baseline, keepBaseline, takeBaseline } from './take-baseline.ts';
import type { Tip } from './tip.ts';

/** How a pull request was brought up to date, and what others can stand on: its tip, if its gates hold. */
export interface Refreshed {
  readonly outcome: Outcome;
  readonly tip: Tip | undefined;
}

/**
 * Brings one own pull request up to date with `target`: moved there, judged there, pushed, and retargeted. Commits of
 * people, conflicts and a base that cannot be judged leave the branch as it is. Where nothing has changed, nothing is
 * written. Safe to run twice, and to be killed in between.
 */
export async function refreshPull(own: OwnPull, target: Tip, run: Run): Promise<Refreshed> {
  const { pull, marker } = own;
  const task = await taskOf(own, run);
  if (!marker.valid) return leaveFailed(own, task, { target, run });
  const tip = await run.branches.tip(pull.branch);
  if (tip === undefined) {
    const reason = `its branch ${pull.branch} is gone`;
    return { outcome: { kind: 'skipped', task, why: 'conflict', reason }, tip: undefined };
  }
  const here = { branch: pull.branch, commit: tip };
  const move = await planMove(own, { target, tip }, run);
  if (move.kind === 'current') {
    const status = (await note(pull, undefined, run)) ? 'updated' : 'unchanged';
    return { outcome: { kind: 'completed', task, status, pull: linkOfPull(pull), attempts: [] }, tip: here };
  }
  if (move.kind === 'stuck') {
    await note(pull, `Not brought up to date: ${move.reason}.`, run);
    return { outcome: { kind: 'skipped', task, why: move.why, reason: move.reason }, tip: here };
  }
  const holder = await whoHolds(task, run);
  if (holder !== undefined) return held(task, holder, here);
  return moveAndJudge({ own, move, task, target, tip }, run);
}

interface Moving {
  readonly own: OwnPull;
  readonly move: Extract<Move, { kind: 'move' }>;
  readonly task: Task;
  readonly target: Tip;
  /** Where its branch is now; publishing fails if somebody moves it meanwhile. */
  readonly tip: CommitId;
}

async function moveAndJudge(moving: Moving, run: Run): Promise<Refreshed> {
  const { own, move, task, target } = moving;
  const name = `${task.change}#${task.id}`;
  const text = `moving ${own.pull.branch} to ${target.branch} at ${target.commit.slice(0, 7)}`;
  run.progress.emit({ kind: 'stage', task: name, stage: 'judge', round: 0, text });
  await using lease = await run.slots.lease(run.signal);
  const baseline = await takeBaseline(run, lease, target.commit);
  if (baseline.red)
    return { outcome: { kind: 'blocked', task, by: 'baseline-red', reason: baseline.red }, tip: undefined };
  const claimed = run.settings.dryRun ? undefined : await claimTask(task, run);
  if (claimed?.kind === 'held')
    return held(task, claimed.reason, { branch: own.pull.branch, commit: moving.tip });
  await using claim = claimed?.claim;
  const place = { lease, baseline, commit: target.commit };
  const { whole } = move.task;
  const judged = await judgeMoved(place, { whole, carried: move.carried }, run);
  const committed = await commitMove(moving, { lease, judged, run });
  const refreshed = await publishMove(moving, { committed, judged, baseline, claim }, run);
  if (refreshed.tip && judged.asBase) await keepBaseline(run, committed.commit, judged.asBase);
  return refreshed;
}

/** One commit, with the message and date of the first before: the same move gives the same commit. */
async function commitMove(
  { move, target }: Moving,
  { lease, judged, run }: { readonly lease: SlotLease; readonly judged: JudgedMove; readonly run: Run },
) {
  const changes = new Map<string, string | Uint8Array | null>(judged.changes);
  const { ticked } = move.task;
  if (judged.verdict.valid && ticked) changes.set(ticked.path, ticked.bytes);
  const { subject, body, date } = move.first.message;
  const told = judged.verdict.valid
    ? body
    : `Not proven: ${silentLine(run.mask(judged.failure ?? 'a gate failed'))}.`;
  return lease.commit(target.commit, changes, { subject, body: run.mask(told), date });
}

async function publishMove(
  { own, task, target, tip }: Moving,
  about: {
    readonly committed: { readonly commit: string; readonly tree: string };
    readonly judged: JudgedMove;
    readonly baseline: Baseline;
    /** Undefined in a dry run: then nothing is written. */
    readonly claim: Claim | undefined;
  },
  run: Run,
): Promise<Refreshed> {
  const { pull, marker } = own;
  const { committed, judged, baseline, claim } = about;
  const { verdict } = judged;
  const failure = judged.failure && `it does not hold on ${target.branch} any more: ${judged.failure}`;
  let head = committed.commit;
  if (claim) {
    if (committed.commit !== tip) head = await run.branches.put(pull.branch, committed.commit, tip);
    const { rustc, cargo } = baseline.workspace;
    const now = maskStrings(
      {
        ...{ valid: verdict.valid, gates: verdict.gates, baseBranch: target.branch, base: target.commit },
        ...{ compileLog: verdict.compileLog, testLog: verdict.testLog, toolchain: { rustc, cargo } },
        ...{ tree: committed.tree, head, reportPath: run.reportPath },
        ...(failure === undefined ? {} : { failure }),
      },
      run.mask,
    );
    const { labels } = run.settings;
    await run.pulls.ensure(
      {
        ...{ branch: pull.branch, base: target.branch, title: pull.title, reviewers: [] },
        body: rejudgedBody(pull.body, marker, now),
        // Neither begins nor ends over REST; see docs/adr/0004.
        draft: pull.draft || !verdict.valid,
        labels: verdict.valid ? labels : [...labels, FAILED_LABEL],
      },
      pull,
    );
  }
  const link = linkOfPull(pull);
  if (!verdict.valid) {
    const reason = failure ?? 'a gate failed';
    return {
      outcome: { kind: 'failed', task, reason, pull: link, attempts: [], errors: [] },
      tip: undefined,
    };
  }
  const status = claim ? 'updated' : 'would-open';
  return {
    outcome: { kind: 'completed', task, status, pull: link, attempts: [], note: `moved to ${target.branch}` },
    tip: { branch: pull.branch, commit: claim ? head : tip },
  };
}

/** A failed one is done anew by a sweep, which needs its base to be there. */
async function leaveFailed(
  { pull }: OwnPull,
  task: Task,
  { target, run }: { readonly target: Tip; readonly run: Run },
): Promise<Refreshed> {
  if (pull.base !== target.branch && !run.settings.dryRun)
    await run.pulls.ensure({ ...pull, base: target.branch, reviewers: [] }, pull);
  const reason = 'its pull request failed: a sweep or `/complete retry` does the task again';
  return { outcome: { kind: 'skipped', task, why: 'pull-open', reason }, tip: undefined };
}

/** Says something at the top of a pull request, once; undefined takes it away. Gives whether anything was written. */
async function note(pull: Pull, text: string | undefined, run: Run): Promise<boolean> {
  const body = withNote(pull.body, text === undefined ? undefined : run.mask(text));
  if (body === pull.body || run.settings.dryRun) return false;
  const published = await run.pulls.ensure({ ...pull, body, reviewers: [] }, pull);
  return published.kind === 'updated';
}

function held(task: Task, reason: string, tip: Tip): Refreshed {
  return { outcome: { kind: 'skipped', task, why: 'held', reason }, tip };
}
