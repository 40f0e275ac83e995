import type { Task } from './task.ts';

/** The boxes that are ticked when a task is done: its own, which a section or an issue does not have, and the nested. */
export function boxesOf(task: Task, nested: readonly Task[]): readonly Task[] {
  return task.isSection || task.issue ? nested : [task, ...nested];
}
