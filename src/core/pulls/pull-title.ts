import type { Task } from '../tasks/task.ts';
import { cutEnd } from './cut-text.ts';
import { disarmReferences } from './disarm-references.ts';
import { oneLine } from './one-line.ts';

/** GitHub refuses longer titles: “title is too long (maximum is 256 characters)”. */
const LONGEST_TITLE = 256;

/**
 * `<change> <task-id>: <task text>` on one line of at most 256 UTF-16 units. Pings nobody and closes nothing, also
 * when a squash merge makes it the subject of a commit.
 */
export function pullTitle(task: Pick<Task, 'change' | 'id' | 'title'>): string {
  const title = disarmReferences(oneLine(`${task.change} ${task.id}: ${task.title}`), 'prose');
  return cutEnd(title, LONGEST_TITLE);
}
