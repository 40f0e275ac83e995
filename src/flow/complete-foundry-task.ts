import { createHash } from 'node:crypto';
import { foundryBranch } from '../core/foundry/foundry-branch.ts';
import { parseFoundryMarker } from '../core/foundry/foundry-marker.ts';
import type { Outcome, SkipReason } from '../core/report/outcome.ts';
import type { Task } from '../core/tasks/task.ts';
import { claimTask } from './claim-task.ts';
import type { EarlierFoundry, FoundryJob } from './foundry-job.ts';
import type { FoundryPullRun } from './foundry-pull-run.ts';
import type { ListedTask } from './list-foundry-tasks.ts';
import { publishFoundryTask } from './publish-foundry-task.ts';
import { type FoundryWork, runFoundryTask } from './run-foundry-task.ts';

/**
 * The story: one FoundryTask becomes one pull request with its bricks, or one honest reason why not. Done again on the
 * same task it reads the branch and the pull request, and writes nothing.
 */
export async function completeFoundryTask(job: FoundryJob, run: FoundryPullRun): Promise<Outcome> {
  const { task, listed } = job;
  if (listed.doneAs !== undefined)
    return skip(task, 'done', `${listed.doneAs} is done and has the same name or task_id`);
  if (listed.clashesWith !== undefined) {
    const reason = `${listed.clashesWith} has the same task_id or destination: give it one of its own`;
    return { kind: 'failed', task, reason, attempts: [], errors: [] };
  }
  let found = await findEarlier(job, run);
  if (found.kind === 'ended') return found.outcome;
  const claimed = run.settings.dryRun ? undefined : await claimTask(task, run);
  if (claimed?.kind === 'held') return skip(task, 'held', claimed.reason);
  await using claim = claimed?.claim;
  // What another run published between the first look and the claim counts too.
  const tip = claim && (await run.branches.tip(found.branch));
  if (claim && tip !== found.expected) return skip(task, 'held', 'another run has just worked on it');
  if (claim && !found.isKnown) {
    const openPulls = await run.pulls.listOpen(run.settings.branchPrefix);
    found = await findEarlier({ ...job, openPulls }, run);
    if (found.kind === 'ended') return found.outcome;
  }
  const analyst = run.analysts.forTask();
  await using room = await run.openRoom(analyst);
  const started = run.clock.now();
  const { parsed, found: file } = listed;
  const work: FoundryWork = parsed.ok
    ? await runFoundryTask(room.world, parsed.task, file.stem)
    : { kind: 'failed', reason: parsed.why };
  const { attempts } = analyst;
  return await publishFoundryTask({ job, work, room, earlier: found, claim, started, attempts }, run);
}

async function findEarlier(
  { task, listed, openPulls }: FoundryJob,
  run: FoundryPullRun,
): Promise<EarlierFoundry> {
  const end = (outcome: Outcome): EarlierFoundry => ({ kind: 'ended', outcome });
  const branch = foundryBranch(run.settings.branchPrefix, task.id);
  const pull = openPulls.find((one) => one.branch === branch) ?? (await run.pulls.find(branch));
  const fingerprint = foundryFingerprint(listed, run);
  const marker = pull ? parseFoundryMarker(pull.body) : undefined;
  // A failure that was closed says nothing about the task as it is now.
  const isOther = marker?.valid === false && marker.fingerprint !== fingerprint;
  if (pull?.state === 'closed' && run.redo !== true && !isOther)
    return end(skip(task, 'rejected', `pull request #${pull.number} was closed without merging: a no`));
  const expected = await run.branches.tip(branch);
  const isSettled = marker?.head === expected && marker?.fingerprint === fingerprint;
  if (run.redo !== true && pull?.state === 'open' && marker && isSettled) {
    const link = { number: pull.number, url: pull.url, branch };
    if (marker.valid) return end({ kind: 'completed', task, status: 'unchanged', pull: link, attempts: [] });
    const reason = `pull request #${pull.number} failed on the same task: /complete retry there tries it again`;
    if (!run.explicit) return end(skip(task, 'pull-open', reason));
  }
  const [foreign] = expected === undefined ? [] : await run.history.foreignCommits(branch, run.base.commit);
  if (foreign) {
    const reason = `the branch has commits by ${foreign.author}, which are never overwritten`;
    return end(skip(task, 'human-commits', reason));
  }
  const isKnown = expected === undefined || marker?.head === expected;
  return { kind: 'work', branch, pull, expected, fingerprint, isKnown };
}

/** The task's words and what decides what may be folded. What it names may change all the time, as /proc/meminfo does. */
export function foundryFingerprint(
  { found, file }: Pick<ListedTask, 'found' | 'file'>,
  { settings }: Pick<FoundryPullRun, 'settings'>,
): string {
  const { foundry } = settings.policy;
  const parts = [file, Buffer.from(found.bytes ?? []).toString('base64'), foundry, settings.model.key ?? ''];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

function skip(task: Task, why: SkipReason, reason: string): Outcome {
  return { kind: 'skipped', task, why, reason };
}
