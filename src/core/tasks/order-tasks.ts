import type { Settings } from '../policy/settings.ts';
import type { SkipReason } from '../report/outcome.ts';
import { findWanted } from './find-wanted.ts';
import { splitTasks } from './split-tasks.ts';
import type { Change, Task } from './task.ts';
import { type Skip, TaskTree } from './task-tree.ts';

/** What a run is asked to work on. */
export interface Selection {
  readonly order: Settings['order'];
  /** Names of changes; empty: all. */
  readonly changes: readonly string[];
  /** `1.2`, or `change#1.2`; empty: all. */
  readonly tasks: readonly string[];
  readonly maxTasks: number;
  /** minimatch patterns on the title, the id or `change#id` of tasks that are never worked on. */
  readonly skip: readonly string[];
  /** Own open pull requests by change: a change with fewer comes first, so that none starves behind the first ones. */
  readonly openPulls?: ReadonlyMap<string, number>;
  /** Only the tasks of one part of the whole, see core/tasks/split-tasks.ts. */
  readonly shard?: Settings['shard'];
}

/** A task that will be worked on. */
export interface PlannedTask {
  readonly task: Task;
  /** Open boxes below it that its pull request ticks as well, in file order. */
  readonly nested: readonly Task[];
  /** The task whose branch this one stacks on; undefined: the base branch. */
  readonly predecessor?: Task;
  /** Ids of planned tasks of the same change that must have succeeded before this one is worth trying. */
  readonly dependencies: readonly string[];
}

export interface SkippedTask {
  readonly task: Task;
  readonly why: SkipReason;
  /** One sentence for people. */
  readonly reason: string;
}

export interface TaskPlan {
  readonly planned: readonly PlannedTask[];
  readonly skipped: readonly SkippedTask[];
  /** Wanted names that no change has. */
  readonly unknownChanges: readonly string[];
  /** Wanted tasks as written that no wanted change has, or that several have (`1.2 (in a and b)`). */
  readonly unknownTasks: readonly string[];
}

/**
 * Chooses what is worked on and in which order. Tasks of a change depend on its earlier ones unless they say
 * otherwise; what needs a person or GitHub is skipped and holds nothing up. Changes take turns.
 */
export function orderTasks(changes: readonly Change[], selection: Selection): TaskPlan {
  const wanted = findWanted(changes, selection);
  const open = (change: Change) => selection.openPulls?.get(change.name) ?? 0;
  const all = wanted.changes.map((change) => ({ ...queueTasks(change, wanted.tasks, selection), change }));
  // Split before anything that is different at another moment counts.
  const mine = ownPart(all, selection);
  const queues = mine.toSorted((a, b) => open(a.change) - open(b.change));
  const turns = takeTurns(queues.map((queue) => queue.candidates));
  const limit = selection.maxTasks;
  const late = turns.slice(limit).map(
    ({ task }): SkippedTask => ({
      task,
      why: 'max-tasks',
      reason: `One run works on at most ${limit} ${limit === 1 ? 'task' : 'tasks'}.`,
    }),
  );
  return {
    planned: linkTasks(turns.slice(0, limit), selection.order),
    skipped: [...queues.flatMap((queue) => queue.skipped), ...late],
    unknownChanges: wanted.unknownChanges,
    unknownTasks: wanted.unknownTasks,
  };
}

/** A task that could be worked on. What it waits for is only worked out for the few that will be. */
interface Candidate {
  readonly task: Task;
  readonly tree: TaskTree;
  readonly waitsFor: () => Waiting;
}

/** Ids of open tasks, counted without being copied: a change may have many thousands. */
interface Waiting extends Iterable<string> {
  readonly length: number;
}

class IdList implements Waiting {
  readonly length: number;
  private readonly tasks: readonly Task[];

  constructor(tasks: readonly Task[], length: number) {
    this.tasks = tasks;
    this.length = length;
  }

  *[Symbol.iterator](): Generator<string> {
    for (let index = 0; index < this.length; index += 1) yield this.tasks[index]?.id ?? '';
  }
}

interface Queue {
  readonly candidates: readonly Candidate[];
  readonly skipped: readonly SkippedTask[];
}

/** The queues with the candidates of this part; what is skipped is told by the first part alone. */
function ownPart<Q extends Queue>(queues: readonly Q[], { shard, order }: Selection): readonly Q[] {
  if (!shard) return queues;
  const tasks = takeTurns(queues.map((queue) => queue.candidates)).map(({ task }) => task);
  const own = new Set(splitTasks(tasks, order, shard.of)[shard.part - 1]);
  return queues.map((queue) => ({
    ...queue,
    candidates: queue.candidates.filter(({ task }) => own.has(task)),
    skipped: shard.part === 1 ? queue.skipped : [],
  }));
}

function queueTasks(change: Change, wanted: ReadonlySet<Task> | undefined, selection: Selection): Queue {
  const tree = new TaskTree(change, selection.skip);
  const candidates: Candidate[] = [];
  const skipped: SkippedTask[] = [];
  for (const { task, skip, waitsFor } of queue(change, tree)) {
    if (wanted && !wanted.has(task)) continue;
    // Done and nested boxes are no news unless somebody asked for them by name.
    if (skip && (wanted || (skip.why !== 'done' && skip.why !== 'nested'))) skipped.push({ task, ...skip });
    if (skip) continue;
    const reason = selection.order === 'frontier' ? sayWaiting(waitsFor()) : undefined;
    if (reason === undefined) candidates.push({ task, tree, waitsFor });
    else skipped.push({ task, why: 'waiting', reason });
  }
  return { candidates, skipped };
}

/** Walks the tasks in file order with what each waits for: all earlier open ones; for `[P]`, those before its run. */
function* queue(
  change: Change,
  tree: TaskTree,
): Generator<Omit<Candidate, 'tree'> & { skip: Skip | undefined }> {
  const open: Task[] = [];
  let beforeRun = 0;
  for (const task of change.tasks) {
    const skip = tree.skip(task);
    const inRun = task.parallel || skip?.why === 'nested';
    if (!inRun) beforeRun = open.length;
    const bound = beforeRun;
    yield { task, skip, waitsFor: () => (task.dependsOn ? tree.openAmong(task) : new IdList(open, bound)) };
    if (!skip) open.push(task);
    if (!inRun) beforeRun = open.length;
  }
}

function sayWaiting(ids: Waiting): string | undefined {
  if (ids.length === 0) return undefined;
  return ids.length > 20
    ? `It waits for ${ids.length} earlier tasks.`
    : `It waits for ${[...ids].join(', ')}.`;
}

function linkTasks(candidates: readonly Candidate[], order: Selection['order']): readonly PlannedTask[] {
  const last = new Map<string, Task>();
  const inRun = new Set<string>();
  return candidates.map(({ task, tree, waitsFor }) => {
    const predecessor = order === 'stacked' ? last.get(task.change) : undefined;
    const dependencies =
      order === 'stacked' ? [...waitsFor()].filter((id) => inRun.has(`${task.change}#${id}`)) : [];
    last.set(task.change, task);
    inRun.add(`${task.change}#${task.id}`);
    return { task, nested: tree.nested(task), ...(predecessor && { predecessor }), dependencies };
  });
}

function takeTurns<T>(queues: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...queues.map((queue) => queue.length));
  return Array.from({ length: longest }, (_, turn) => queues.flatMap((queue) => queue[turn] ?? [])).flat();
}
