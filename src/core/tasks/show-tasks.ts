import { plainLine } from '../text/plain-line.ts';
import { layTable } from './lay-table.ts';
import type { TaskPlan } from './order-tasks.ts';
import type { Change, Task } from './task.ts';

/** The tasks of all changes as text for a terminal; control characters of the files are made visible as `?`. */
export function showTasks(changes: readonly Change[]): string {
  if (changes.length === 0) return 'No changes.\n';
  return changes.map(showChange).join('\n');
}

/** A plan as text for a terminal: what is worked on in order, then what is skipped and why. */
export function showPlan(plan: TaskPlan): string {
  const planned = plan.planned.map(({ task, predecessor }, index) => [
    `${index + 1}.`,
    nameOf(task),
    task.kind,
    predecessor ? `on ${predecessor.id}` : '',
    task.title,
  ]);
  const skipped = plan.skipped.map(({ task, why, reason }) => [nameOf(task), why, task.title, reason]);
  const first = planned.length === 0 ? 'Nothing to work on.\n' : `To be worked on:\n${layTable(planned)}`;
  return skipped.length === 0 ? first : `${first}\nSkipped:\n${layTable(skipped)}`;
}

function showChange(change: Change): string {
  const heading = `${plainLine(change.name)}  ${change.complete}/${change.total}\n`;
  if (change.tasks.length === 0) return `${heading}  (no tasks)\n`;
  return (
    heading +
    layTable(change.tasks.map((task) => [markOf(task), task.id, task.kind, marksOf(task) + task.title]))
  );
}

function markOf(task: Task): string {
  if (task.done) return '[x]';
  return task.deferred === undefined ? '[ ]' : '[-]';
}

function marksOf(task: Task): string {
  const nested = task.parent === undefined ? '' : '└ ';
  return nested + (task.parallel ? '[P] ' : '') + (task.optional ? '(optional) ' : '');
}

function nameOf(task: Task): string {
  return `${task.change}#${task.id}`;
}
