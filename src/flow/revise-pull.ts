import { Fault } from '../core/fault.ts';
import { fingerprint } from '../core/pulls/fingerprint.ts';
import type { Marker } from '../core/pulls/proof.ts';
import type { Outcome } from '../core/report/outcome.ts';
import { boxesOf } from '../core/tasks/boxes-of.ts';
import type { Change, Task } from '../core/tasks/task.ts';
import { TaskTree } from '../core/tasks/task-tree.ts';
import { tickTask } from '../core/tasks/tick-task.ts';
import { wholeTask } from '../core/tasks/whole-task.ts';
import type { Pull } from '../ports/pulls.ts';
import type { SlotLease } from '../ports/repository.ts';
import { claimTask } from './claim-task.ts';
import { publishTask } from './publish-task.ts';
import { recordOutcome } from './record-outcome.ts';
import type { Run } from './run.ts';
import { type Baseline, keepBaseline, takeBaseline } from './take-baseline.ts';
import type { TaskJob } from './task-job.ts';
import { writeCode } from './write-code.ts';

export interface Revision {
  /** Open, of this repository; its branch is the run's base commit. */
  readonly pull: Pull;
  readonly marker: Marker;
  readonly task: Task;
  /** What is asked for, as details of the task. */
  readonly notes: readonly string[];
  /** Files that the notes speak of. */
  readonly files: readonly string[];
}

/**
 * Puts one more proven commit on top of a pull request's branch, whoever made the commits that are there, and writes
 * its text anew. What does not hold is not pushed: the branch stays as it is. Throws `model-*` and git faults.
 */
export async function revisePull(revision: Revision, run: Run): Promise<Outcome> {
  const { pull, task } = revision;
  const name = `${task.change}#${task.id}`;
  run.progress.emit({ kind: 'task', task: name, title: task.title, index: 1, count: 1 });
  const outcome = await recordOutcome(
    run,
    (recorded) => reviseUnlessMoved(revision, recorded),
    (end) => end,
  );
  const text = outcome.kind === 'completed' ? pull.url : outcome.reason;
  const word = outcome.kind === 'completed' ? outcome.status : outcome.kind;
  run.progress.emit({ kind: 'outcome', task: name, outcome: word, text });
  return outcome;
}

async function reviseUnlessMoved(revision: Revision, run: Run): Promise<Outcome> {
  try {
    return await revise(revision, run);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'branch-moved') throw error;
    const reason = 'another run or a person moved its branch meanwhile, so this run left it alone';
    return { kind: 'skipped', task: revision.task, why: 'held', reason };
  }
}

async function revise(revision: Revision, run: Run): Promise<Outcome> {
  const { pull, marker, task } = revision;
  const started = run.clock.now();
  const job = await prepare(revision, run);
  void run.card().catch(() => undefined);
  await using lease = await run.slots.lease(run.signal);
  const text = `checking ${pull.branch} before it is revised`;
  const stage = {
    kind: 'stage',
    task: `${task.change}#${task.id}`,
    stage: 'baseline',
    round: 0,
    text,
  } as const;
  run.progress.emit(stage);
  const baseline = await baselineOf(job, marker, lease, run);
  if (baseline.red) return { kind: 'blocked', task, by: 'baseline-red', reason: baseline.red };
  const claimed = run.settings.dryRun ? undefined : await claimTask(task, run);
  if (claimed?.kind === 'held') return { kind: 'skipped', task, why: 'held', reason: claimed.reason };
  await using claim = claimed?.claim;
  const place = { job, lease, baseline };
  // Its scenario tests are there already, and no longer red.
  const work = await writeCode(place, withSettings(run, { tests: 'off' }));
  const earlier = { kind: 'work', branch: pull.branch, pull, expected: job.start.commit } as const;
  const publication = { ...place, claim, earlier, work, started };
  const end = await publishTask(publication, withSettings(run, { onFailure: 'report' }));
  if (end.tip && work.asBase) await keepBaseline(run, end.tip.commit, work.asBase);
  return end.outcome;
}

async function prepare({ pull, marker, task, notes, files }: Revision, run: Run): Promise<TaskJob> {
  const { commit } = run.base;
  const [change] = await run.source.changes([task.change]);
  const documents = await run.source.documents(task.change);
  const nested = change ? nestedOf(task, change, run) : [];
  const bytes = task.done ? undefined : (await run.repository.read(commit, [task.file])).get(task.file);
  const ticked = bytes && tickTask(bytes, boxesOf(task, nested));
  const whole = wholeTask(task, nested);
  return {
    task,
    whole: {
      ...whole,
      // On top of what was proven a remark may well ask for words alone, which count for nothing in code.
      kind: marker.valid ? 'docs' : whole.kind,
      details: [...whole.details, ...notes],
      mentions: { ...whole.mentions, files: [...new Set([...files, ...whole.mentions.files])] },
    },
    start: { branch: pull.base, commit },
    since: marker.base,
    documents,
    // Wishes are no new inputs of the task: the next sweep shall find it as it was left.
    fingerprint: marker.fingerprint || fingerprint(whole, documents, run.settings),
    openPull: pull,
    ticked: ticked?.kind === 'ticked' ? { path: task.file, bytes: ticked.bytes, line: task.line } : undefined,
  };
}

function nestedOf(task: Task, change: Change, run: Run): readonly Task[] {
  return new TaskTree(change, run.settings.policy.skip).nested(task);
}

/**
 * What was proven must stay as good as it is. What was not, or has commits by people on top, is held against the commit
 * below the pull request: its own failures are what is to be mended.
 */
async function baselineOf(job: TaskJob, marker: Marker, lease: SlotLease, run: Run): Promise<Baseline> {
  const { commit } = job.start;
  const measure = marker.valid && marker.head === commit ? commit : await run.repository.resolve(marker.base);
  return takeBaseline({ ...run, ready: () => run.card() }, lease, measure);
}

function withSettings(run: Run, change: Partial<Run['settings']>): Run {
  return { ...run, settings: { ...run.settings, ...change } };
}
