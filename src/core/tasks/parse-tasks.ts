import { classifyTask } from './classify-task.ts';
import { deriveId, UniqueIds } from './derive-id.ts';
import { findMentions } from './find-mentions.ts';
import { readBlocks, type TaskBlock } from './read-blocks.ts';
import {
  DependencyIndex,
  readDependencies,
  resolveDependencies,
  type WrittenDependency,
} from './read-dependencies.ts';
import { readId, type WrittenId } from './read-id.ts';
import { cleanTitle, isOptional, isParallel, readDeferral, removeComments } from './read-marks.ts';
import type { Change, Deferral, Task } from './task.ts';

/** One tracked file of a change. */
export interface TrackedFile {
  /** Repository-relative, `/` separated. */
  readonly path: string;
  readonly content: string;
}

interface Draft {
  readonly file: string;
  readonly block: TaskBlock;
  readonly written: WrittenId | undefined;
  readonly dependencies: readonly WrittenDependency[] | undefined;
}

/**
 * Reads the tracked files of a change. `total` and `complete` are those of OpenSpec >= 1.13.1 for every input: no
 * text makes it throw. Takes time linear in the length of the files.
 * @param change name of the change, the folder below openspec/changes
 * @param files in the order their tasks are to be read in
 */
export function parseTasks(change: string, files: readonly TrackedFile[]): Change {
  const drafts = files.flatMap((file) => draftTasks(file));
  const series = findSeries(drafts);
  const named = drafts.map((draft) => nameDraft(draft, series));
  const unique = new UniqueIds();
  const ids = new Map<TaskBlock, string>();
  for (const { draft, id } of named) ids.set(draft.block, unique.take(id));
  const index = new DependencyIndex([...ids.values()]);

  const tasks: Task[] = [];
  const byBlock = new Map<TaskBlock, Task>();
  for (const { draft, rest } of named) {
    const task = finishTask({ change, draft, rest, ids, index, parent: parentOf(draft, byBlock) });
    byBlock.set(draft.block, task);
    tasks.push(task);
  }
  return {
    name: change,
    files: files.map((file) => file.path),
    total: tasks.length,
    complete: tasks.filter((task) => task.done).length,
    tasks,
  };
}

function draftTasks(file: TrackedFile): Draft[] {
  return readBlocks(file.content).map((block) => ({
    file: file.path,
    block,
    written: readId(block.text),
    dependencies: readDependencies([removeComments(block.text), ...block.details]),
  }));
}

/** Letters that count tasks (`H1`, `H2`): at least two tasks use them, and never with the same number. */
function findSeries(drafts: readonly Draft[]): ReadonlySet<string> {
  const numbers = new Map<string, { ids: Set<string>; count: number }>();
  for (const { written } of drafts) {
    if (written?.series === undefined) continue;
    const entry = numbers.get(written.series) ?? { ids: new Set<string>(), count: 0 };
    entry.ids.add(written.id);
    entry.count += 1;
    numbers.set(written.series, entry);
  }
  const series = [...numbers].filter(([, { ids, count }]) => count >= 2 && ids.size === count);
  return new Set(series.map(([letters]) => letters));
}

function nameDraft(draft: Draft, series: ReadonlySet<string>): { draft: Draft; id: string; rest: string } {
  const { written, block } = draft;
  if (written && (written.series === undefined || series.has(written.series)))
    return { draft, id: written.id, rest: written.rest };
  return { draft, id: deriveId(cleanTitle(block.text)), rest: block.text };
}

function parentOf(draft: Draft, byBlock: ReadonlyMap<TaskBlock, Task>): Task | undefined {
  return draft.block.parent && byBlock.get(draft.block.parent);
}

interface Finish {
  readonly change: string;
  readonly draft: Draft;
  /** Text without the id. */
  readonly rest: string;
  readonly ids: ReadonlyMap<TaskBlock, string>;
  readonly index: DependencyIndex;
  readonly parent: Task | undefined;
}

function finishTask({ change, draft, rest, ids, index, parent }: Finish): Task {
  const { block } = draft;
  const id = ids.get(block) ?? '';
  const title = cleanTitle(rest);
  const done = block.box.marker.toLowerCase() === 'x';
  const inTitle = findMentions([title]);
  const mentions = block.details.length === 0 ? inTitle : findMentions([title, ...proseOf(block.details)]);
  const deferred = done ? undefined : deferralOf(block, rest, parent);
  const dependsOn = draft.dependencies && resolveDependencies(draft.dependencies, index);
  return {
    id,
    change,
    file: draft.file,
    line: block.line,
    done,
    marker: block.box.marker,
    section: block.section,
    text: block.text,
    title,
    details: block.details,
    mentions,
    ...classifyTask({ title, section: block.section, mentions: inTitle }),
    optional: isOptional(rest, block.section),
    ...(deferred && { deferred }),
    parallel: isParallel(block.text),
    ...(dependsOn && { dependsOn: dependsOn.filter((other) => other !== id) }),
    ...(parent && { parent: parent.id }),
  };
}

function deferralOf(block: TaskBlock, rest: string, parent: Task | undefined): Deferral | undefined {
  if (block.hidden === 'fence') return 'fenced';
  if (block.hidden === 'comment') return 'commented';
  return readDeferral(block.box.marker, rest) ?? parent?.deferred;
}

/** Details without their fenced code, which names things that are only shown. */
function proseOf(details: readonly string[]): readonly string[] {
  let fenced = false;
  return details.filter((detail) => {
    if (!/^\s*(?:```|~~~)/.test(detail)) return !fenced;
    fenced = !fenced;
    return false;
  });
}
