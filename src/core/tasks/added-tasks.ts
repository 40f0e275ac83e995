import type { Change, Task } from './task.ts';

/**
 * The open tasks of `after` that `before` did not have open in the same words: added, reworded or re-opened. A task that
 * moved, was renumbered or only ticked is not new. `before` undefined: the file was not there, every open task is new.
 */
export function addedTasks(before: Change | undefined, after: Change): readonly Task[] {
  const known = new Map<string, number>();
  for (const task of before?.tasks ?? [])
    if (!task.done) known.set(words(task), (known.get(words(task)) ?? 0) + 1);
  return after.tasks.filter((task) => {
    if (task.done) return false;
    const left = known.get(words(task)) ?? 0;
    if (left > 0) known.set(words(task), left - 1);
    return left === 0;
  });
}

function words(task: Task): string {
  return JSON.stringify([task.title.replace(/\s+/g, ' ').trim(), task.details]);
}
