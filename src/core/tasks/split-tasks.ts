import type { Settings } from '../policy/settings.ts';
import type { Task } from './task.ts';

/** GitHub makes at most so many jobs of one matrix (docs.github.com/actions/reference/limits). */
export const MOST_PARTS = 256;

type SplitTask = Pick<Task, 'change'>;

/**
 * Splits the tasks of a plan for several machines. Tasks that stack on each other stay together: with `stacked` those
 * of a change, otherwise every task is on its own. The largest group goes to the part with the fewest tasks, the first
 * of equals. A pure function of its arguments: whoever splits the same tasks finds the same parts.
 *
 * @param tasks in the order of the plan
 * @param parts how many; undefined: as many as there are groups, at most {@link MOST_PARTS}
 * @returns exactly `parts` lists, some of them empty when there are fewer groups
 */
export function splitTasks<T extends SplitTask>(
  tasks: readonly T[],
  order: Settings['order'],
  parts?: number,
): readonly (readonly T[])[] {
  const groups =
    order === 'stacked'
      ? [...Map.groupBy(tasks, ({ change }) => change).values()]
      : tasks.map((task) => [task]);
  const lists = Array.from({ length: parts ?? Math.min(groups.length, MOST_PARTS) }, (): T[] => []);
  for (const group of groups.toSorted((a, b) => b.length - a.length)) shortest(lists)?.push(...group);
  return lists;
}

function shortest<T>(lists: readonly T[][]): T[] | undefined {
  let found = lists[0];
  for (const list of lists) if (found && list.length < found.length) found = list;
  return found;
}
