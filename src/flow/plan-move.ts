import { Fault } from '../core/fault.ts';
import { parseMarker } from '../core/pulls/marker.ts';
import type { Marker } from '../core/pulls/proof.ts';
import { ownPart } from '../core/refresh/own-part.ts';
import { groupSections } from '../core/tasks/group-sections.ts';
import { orderTasks } from '../core/tasks/order-tasks.ts';
import type { Change, Task } from '../core/tasks/task.ts';
import { ungroupSections } from '../core/tasks/ungroup-sections.ts';
import { treeKey } from '../core/verdicts/tree-key.ts';
import type { PastCommit } from '../ports/lineage.ts';
import type { Pull } from '../ports/pulls.ts';
import type { CommitId } from '../ports/repository.ts';
import { type CarriedOver, carryOver } from './carry-over.ts';
import { prepareJob } from './prepare-job.ts';
import type { Run } from './run.ts';
import type { Tip } from './tip.ts';

/** An own open pull request and what its marker says. */
export interface OwnPull {
  readonly pull: Pull;
  readonly marker: Marker;
}

/** A task as it is on the base now. */
export interface ReadyTask {
  readonly whole: Task;
  /** Its file there with its box ticked; undefined where it has none. */
  readonly ticked: { readonly path: string; readonly bytes: Uint8Array } | undefined;
}

/** What has to be done so that a pull request stands on its base as it is now. */
export type Move =
  /** Nothing. */
  | { readonly kind: 'current' }
  | {
      readonly kind: 'move';
      readonly task: ReadyTask;
      readonly carried: Extract<CarriedOver, { kind: 'changes' }>;
      /** The first of its own commits: its message is kept. */
      readonly first: PastCommit;
    }
  /** Not by a program. The reason is the same for the same trouble, so that it is written once. */
  | {
      readonly kind: 'stuck';
      readonly why: 'human-commits' | 'conflict' | 'done' | 'waiting';
      readonly reason: string;
    };

/** Longer stacks of commits than this are no work of this program. */
const MOST_COMMITS = 100;

/** The own open pull requests: those whose marker is there. */
export function ownPulls(pulls: readonly Pull[]): readonly OwnPull[] {
  return pulls.flatMap((pull) => {
    const marker = parseMarker(pull.body);
    return marker ? [{ pull, marker }] : [];
  });
}

/** Where a pull request's branch is, and where it is to stand. */
export interface Place {
  readonly tip: CommitId;
  readonly target: Tip;
}

/** Looks at everything before anything is claimed, judged or written. Throws `history-shallow` and other git faults. */
export async function planMove(own: OwnPull, place: Place, run: Run): Promise<Move> {
  const { pull, marker } = own;
  const { target, tip } = place;
  const sameBase = pull.base === target.branch;
  if (sameBase && marker.head === tip && marker.base === target.commit) return { kind: 'current' };

  const line = await run.lineage.recent(pull.branch, MOST_COMMITS);
  const ends = new Set([marker.base, target.commit]);
  const part = await ownPart(line, ends, (commit) => run.lineage.contains(target.commit, commit));
  if (part.kind === 'foreign') {
    const reason = `the branch has commits by ${part.commit.author}, which are never overwritten: bring it up to date by hand`;
    return { kind: 'stuck', why: 'human-commits', reason };
  }
  const first = part.commits.at(-1);
  if (!first) return { kind: 'current' };
  // What a shallow checkout does not show, the marker of an untouched branch knows.
  const from = part.from ?? (marker.head === tip ? marker.base : undefined);
  if (from === undefined) throw new Fault('history-shallow', `the beginning of ${pull.branch}`);
  if (sameBase && marker.head === tip && (await onlyPlansMoved(own, { from, onto: target.commit, tip }, run)))
    return { kind: 'current' };

  const prepared = await prepareMove(own, target, run);
  if (prepared.kind === 'stuck') return prepared;
  const { ticked } = prepared.task;
  const carried = await carryOver(run, { from, tip, onto: target.commit, except: ticked?.path ?? '' });
  if (carried.kind === 'conflict') {
    const reason = `it conflicts with ${target.branch}: ${carried.files.slice(0, 10).join(', ')}`;
    return { kind: 'stuck', why: 'conflict', reason };
  }
  return { kind: 'move', task: prepared.task, carried, first };
}

/** A base on which only plans and ticks are new, with nothing to be resolved, is no reason to push. */
async function onlyPlansMoved(
  { marker }: OwnPull,
  { from, onto, tip }: { readonly from: CommitId; readonly onto: CommitId; readonly tip: CommitId },
  run: Run,
): Promise<boolean> {
  if (from !== marker.base || !(await run.lineage.contains(onto, from))) return false;
  const [was, is] = await Promise.all([run.repository.list(from), run.repository.list(onto)]);
  if (treeKey(was) !== treeKey(is)) return false;
  const merged = await carryOver(run, { from, tip, onto, except: '' });
  return merged.kind === 'changes';
}

/** The task as it is on the base now, with its box ticked there anew. */
async function prepareMove(
  own: OwnPull,
  target: Tip,
  run: Run,
): Promise<{ readonly kind: 'ready'; readonly task: ReadyTask } | Extract<Move, { kind: 'stuck' }>> {
  const { pull, marker } = own;
  const change = await changeOf(own, run);
  // No file holds it. It was proven as what it is, and words alone are enough to move it.
  if (!change && /^issue-\d+$/.test(marker.change))
    return {
      kind: 'ready',
      task: { whole: { ...(await taskOf(own, run)), kind: 'docs' }, ticked: undefined },
    };
  const selection = {
    order: 'independent',
    changes: [],
    tasks: [`${marker.change}#${marker.task}`],
  } as const;
  const plan = orderTasks(change ? [change] : [], { ...selection, maxTasks: 1, skip: [] });
  const [planned] = plan.planned;
  const name = `${marker.change}#${marker.task}`;
  if (!planned) {
    const why = plan.skipped[0]?.why === 'done' ? 'done' : 'conflict';
    const there = why === 'done' ? 'is ticked' : 'is no open task any more';
    return { kind: 'stuck', why, reason: `${name} ${there} on ${run.base.branch}` };
  }
  const prepared = await prepareJob(planned, { start: target, openPull: pull }, run);
  if (prepared.kind === 'job') return { kind: 'ready', task: prepared.job };
  const { outcome } = prepared;
  const reason = outcome.kind === 'skipped' ? outcome.reason : `${name} cannot be found on ${target.branch}`;
  return {
    kind: 'stuck',
    why: outcome.kind === 'skipped' && outcome.why === 'done' ? 'done' : 'waiting',
    reason,
  };
}

/** The task a pull request belongs to; what its marker says where the base has it no more. */
export async function taskOf(own: OwnPull, run: Run): Promise<Task> {
  const { pull, marker } = own;
  const change = await changeOf(own, run);
  const found = change?.tasks.find((task) => task.id === marker.task);
  return (
    found ?? {
      ...{ id: marker.task, change: marker.change, file: '', line: 1, done: false, marker: '', section: [] },
      ...{
        text: pull.title,
        title: pull.title,
        details: [],
        mentions: { files: [], code: [] },
        kind: 'code',
      },
      ...{ commands: [], optional: false, parallel: false },
    }
  );
}

/** Undefined where the base has no such change, or one that nobody can read. */
async function changeOf({ marker }: OwnPull, run: Run): Promise<Change | undefined> {
  try {
    const [found] = await run.source.changes([marker.change]);
    if (!found) return undefined;
    const plain = ungroupSections(found);
    const has = (one: Change) => one.tasks.some((task) => task.id === marker.task);
    // A pull request is of a task or of a whole section, whatever `unit` is now.
    return [plain, groupSections(plain)].find(has) ?? found;
  } catch (error) {
    if (error instanceof Fault && GONE.has(error.code)) return undefined;
    throw error;
  }
}

const GONE: ReadonlySet<string> = new Set(['no-openspec', 'tasks-unreadable']);
