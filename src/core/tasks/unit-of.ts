import type { Settings } from '../policy/settings.ts';
import type { Task } from './task.ts';

/** What a task is, whatever the setting `unit` is now: one box, or a whole section. */
export function unitOf(task: Pick<Task, 'isSection'>): Settings['unit'] {
  return task.isSection ? 'section' : 'task';
}
