import { posix } from 'node:path';
import type { ByteChanges } from '../core/edits/edit.ts';
import { Fault } from '../core/fault.ts';
import { foundryBody } from '../core/foundry/foundry-body.ts';
import type { Attributes } from '../core/foundry/is-in-lfs.ts';
import { lfsAdvice } from '../core/foundry/lfs-advice.ts';
import { printTaskFile, TASK_FOLDER } from '../core/foundry/task-file.ts';
import { withResult } from '../core/foundry/task-result.ts';
import { maskStrings } from '../core/policy/mask-strings.ts';
import { FAILED_LABEL } from '../core/pulls/failed-label.ts';
import { pullTitle } from '../core/pulls/pull-title.ts';
import type { Outcome, PullLink } from '../core/report/outcome.ts';
import type { Attempt } from '../core/verdicts/attempt.ts';
import type { CommitId } from '../ports/repository.ts';
import type { Claim } from './claim-task.ts';
import type { EarlierFoundry, FoundryJob } from './foundry-job.ts';
import type { FoundryPullRun, FoundryRoom } from './foundry-pull-run.ts';
import { foundryNextStep, foundryResult } from './foundry-result.ts';
import { linkOf } from './link-of.ts';
import type { FoundryWork } from './run-foundry-task.ts';

export interface FoundryPublication {
  readonly job: FoundryJob;
  readonly work: FoundryWork;
  readonly room: FoundryRoom;
  readonly earlier: Extract<EarlierFoundry, { kind: 'work' }>;
  /** Undefined in a dry run: then nothing is written. */
  readonly claim: Claim | undefined;
  readonly started: Date;
  readonly attempts: readonly Attempt[];
}

/**
 * Commits bricks and the renamed task file, moves the branch and makes the pull request say what was folded. A task that
 * failed becomes a draft with the reason in its file, or nothing where `on-failure` is `report`.
 */
export async function publishFoundryTask(
  publication: FoundryPublication,
  run: FoundryPullRun,
): Promise<Outcome> {
  const files = await filesOf(publication);
  if (files.kind === 'failed') return await publish({ ...publication, work: files }, new Map(), run);
  return await publish(publication, files.files, run);
}

async function filesOf({ work, room }: FoundryPublication) {
  if (work.kind === 'failed') return { kind: 'files', files: new Map<string, Uint8Array>() } as const;
  try {
    return { kind: 'files', files: await room.files() } as const;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'pull-too-large') throw error;
    return { kind: 'failed', reason: error.message } as const;
  }
}

async function publish(
  publication: FoundryPublication,
  files: ReadonlyMap<string, Uint8Array>,
  run: FoundryPullRun,
): Promise<Outcome> {
  const { work, earlier, claim, job, started, attempts } = publication;
  const { task } = job;
  const effort = () => ({ attempts, milliseconds: run.clock.now().getTime() - started.getTime() });
  const failure = work.kind === 'failed' ? work.reason : undefined;
  const failed = (pull?: PullLink): Outcome => ({
    kind: 'failed',
    task,
    reason: failure ?? '',
    ...(pull ? { pull } : {}),
    ...effort(),
    errors: [{ file: task.file, line: 1, title: 'FoundryTask failed', message: failure ?? '' }],
  });
  const isReported = run.settings.onFailure === 'report' || !claim;
  if (failure !== undefined && isReported) return failed();
  const commit = await commitFiles(publication, files, run);
  if (!claim) {
    const pull = { number: earlier.pull?.number ?? 0, url: '', branch: earlier.branch };
    return { kind: 'completed', task, status: 'would-open', pull, ...effort() };
  }
  await run.branches.put(earlier.branch, commit, earlier.expected);
  const published = await run.pulls.ensure(await pullText(publication, { commit, files }, run), earlier.pull);
  const { pull, status } = linkOf(published, earlier.branch);
  if (failure !== undefined) return failed(pull);
  return { kind: 'completed', task, status: status === 'unchanged' ? 'updated' : status, pull, ...effort() };
}

async function commitFiles(
  { job, work, room, started }: FoundryPublication,
  files: ReadonlyMap<string, Uint8Array>,
  run: FoundryPullRun,
): Promise<CommitId> {
  const { found } = job.listed;
  const ended = run.clock.now();
  const { version } = room.world;
  const note = noteOf(job);
  const result = foundryResult({ work, stem: found.stem, version, started, ended, note });
  const state = result.outcome;
  const changes: ByteChanges = new Map<string, Uint8Array | null>([
    ...files,
    [job.task.file, null],
    [
      `${TASK_FOLDER}/${printTaskFile({ base: found.base, state })}`,
      withResult(found.bytes ?? new Uint8Array(), maskStrings(result, run.mask)),
    ],
  ]);
  await using lease = await run.slots.lease(run.signal);
  const { commit } = await lease.commit(run.base.commit, changes, {
    subject: run.mask(pullTitle(job.task)),
    body: state === 'done' ? 'Folded by openspec-complete; the pull request says what it is.' : 'It failed.',
    date: ended.toISOString(),
  });
  return commit;
}

async function pullText(
  { job, work, earlier }: FoundryPublication,
  { commit, files }: { readonly commit: CommitId; readonly files: ReadonlyMap<string, Uint8Array> },
  run: FoundryPullRun,
) {
  const { task, listed } = job;
  const { settings, base } = run;
  const valid = work.kind !== 'failed';
  const bricks = work.kind === 'folded' ? work.bricks : [];
  const advice = bricks.length > 0 ? lfsAdvice(await attributesFor(files, run), files) : undefined;
  const text = {
    id: task.id,
    title: task.title,
    file: task.file,
    taskUrl: run.pulls.lineUrl(base.commit, task.file, 1),
    bricks: bricks.map(({ path, previewPath, sidecar }) => ({
      path: `bricks/${path}`,
      sidecar,
      // The file itself, as GitHub shows it to whoever may see the repository.
      previewUrl: run.pulls.lineUrl(commit, `bricks/${previewPath}`, 1).replace(/#L1$/, '?raw=true'),
    })),
    leftOut: work.kind === 'folded' ? work.leftOut : [],
    leftOutTotal: work.kind === 'folded' ? work.leftOutTotal : 0,
    nextStep: foundryNextStep(work, listed.found.stem),
    ...(work.kind === 'failed' ? { failure: work.reason } : {}),
    ...(work.kind === 'analysed'
      ? {
          analysis: {
            path: `${TASK_FOLDER}/${listed.found.stem}.analysis.json`,
            semantic: work.analysis.semantic,
          },
        }
      : {}),
  };
  const { fingerprint } = earlier;
  const marker = { version: 1 as const, task: task.id, valid, head: commit, fingerprint };
  const notes = [noteOf(job), advice, ...(run.notes ?? [])].filter((note) => note !== undefined);
  return {
    branch: earlier.branch,
    base: base.branch,
    title: run.mask(pullTitle(task)),
    body: foundryBody({ ...maskStrings(text, run.mask), notes, marker }),
    draft: !valid,
    labels: valid ? settings.labels : [...settings.labels, FAILED_LABEL],
    reviewers: settings.policy.reviewers,
  };
}

function noteOf({ listed: { parsed } }: FoundryJob): string | undefined {
  return parsed.ok ? parsed.note : undefined;
}

/** What `.gitattributes` of the base branch there are for the files. */
async function attributesFor(
  files: ReadonlyMap<string, Uint8Array>,
  { repository, base }: FoundryPullRun,
): Promise<Attributes> {
  const folders = new Set(['', ...[...files.keys()].flatMap(foldersAbove)]);
  const paths = new Map([...folders].map((folder) => [posix.join(folder, '.gitattributes'), folder]));
  const found = await repository.read(base.commit, [...paths.keys()]);
  return new Map([...found].map(([path, bytes]) => [paths.get(path) ?? '', new TextDecoder().decode(bytes)]));
}

/** `a` and `a/b` of `a/b/c`. */
function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
