import type { Change } from './task.ts';

/** The change as it was before its sections became tasks (see group-sections.ts); itself when there are none. */
export function ungroupSections(change: Change): Change {
  const sections = new Set(change.tasks.filter((task) => task.isSection).map(({ id }) => id));
  if (sections.size === 0) return change;
  const tasks = change.tasks.flatMap((task) => {
    if (task.isSection) return [];
    const { parent, ...own } = task;
    return [parent === undefined || sections.has(parent) ? own : task];
  });
  return { ...change, tasks };
}
