import type { Change, Task, TaskKind } from './task.ts';

/** `1. Words`: what `## N.` groups are called. */
const NUMBERED = /^(\d{1,4})[.):．、](?:\s+(.*))?$/;
/** A section is of the first kind that one of its open tasks is. */
const KINDS: readonly TaskKind[] = ['code', 'test', 'docs', 'verify', 'manual', 'meta'];

/**
 * The change with every `## N.` group of tasks as one task (`unit: section`): a task without a box, whose id is the
 * number of the heading, encloses them, so that they are done and ticked together. Tasks under no such heading stay on
 * their own. Where a number is used twice, or is the id of a task, the id is `section-N`.
 */
export function groupSections(change: Change): Change {
  const groups = Map.groupBy(change.tasks, (task) => keyOf(task) ?? '');
  groups.delete('');
  const ids = new Set(change.tasks.map((task) => task.id));
  const sections = new Map<string, Task>();
  for (const [key, [first, ...rest]] of groups) {
    const heading = headingOf(first);
    if (!first || !heading) continue;
    const id = freeId(heading.number, ids);
    ids.add(id);
    sections.set(key, sectionTask([first, ...rest], { ...heading, id }));
  }
  const told = new Set<string>();
  const tasks = change.tasks.flatMap((task) => {
    const key = keyOf(task);
    const section = key === undefined ? undefined : sections.get(key);
    if (key === undefined || !section) return [task];
    const first = told.has(key) ? [] : [section];
    told.add(key);
    return [...first, task.parent === undefined ? { ...task, parent: section.id } : task];
  });
  return { ...change, tasks };
}

function keyOf(task: Task): string | undefined {
  const at = task.section.findIndex((heading) => NUMBERED.test(heading));
  return at === -1 ? undefined : JSON.stringify([task.file, task.section.slice(0, at + 1)]);
}

function headingOf(task: Task | undefined): { readonly number: string; readonly title: string } | undefined {
  const heading = task?.section.find((one) => NUMBERED.test(one)) ?? '';
  const [, number, title = ''] = NUMBERED.exec(heading) ?? [];
  return number === undefined ? undefined : { number, title: title.trim() || heading };
}

function freeId(number: string, taken: ReadonlySet<string>): string {
  if (!taken.has(number)) return number;
  for (let again = 1; ; again += 1) {
    const id = again === 1 ? `section-${number}` : `section-${number}-${again}`;
    if (!taken.has(id)) return id;
  }
}

function sectionTask(
  members: readonly [Task, ...Task[]],
  { id, title }: { readonly id: string; readonly title: string },
): Task {
  const open = members.filter((task) => !task.done && !task.deferred);
  const first = open[0] ?? members[0];
  const own = new Set(members.map((task) => task.id));
  const waits = open.filter((task) => task.parent === undefined || !own.has(task.parent));
  const isFree = waits.every((task) => task.dependsOn !== undefined);
  return {
    id,
    isSection: true,
    change: first.change,
    file: first.file,
    line: first.line,
    done: open.length === 0,
    marker: ' ',
    section: first.section,
    text: title,
    title,
    // Where something is open its texts come with the nested boxes.
    details: open.length === 0 ? members.map(({ text }) => text) : [],
    mentions: { files: [], code: [] },
    kind: KINDS.find((kind) => open.some((task) => task.kind === kind)) ?? 'code',
    commands: [],
    optional: open.every((task) => task.optional),
    parallel: waits.every((task) => task.parallel),
    ...(isFree && {
      dependsOn: [...new Set(waits.flatMap((task) => task.dependsOn ?? []))].filter((one) => !own.has(one)),
    }),
  };
}
