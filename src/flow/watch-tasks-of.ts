import { Fault } from '../core/fault.ts';
import { brickDestination } from '../core/foundry/brick-destination.ts';
import { parseFoundryTask } from '../core/foundry/parse-foundry-task.ts';
import { printTaskFile } from '../core/foundry/task-file.ts';
import type { WatchTask } from '../core/foundry/watch-brick.ts';
import type { FoundryTasks, FoundTask } from '../ports/foundry-tasks.ts';

/**
 * The FoundryTasks of type `watch_path`, by file name and whatever became of them; other files are passed over. Throws
 * `watch-task-wrong` where one cannot be kept in step, or two say different things of one brick.
 */
export async function watchTasksOf(tasks: Pick<FoundryTasks, 'list'>): Promise<readonly WatchTask[]> {
  const found = (await tasks.list()).flatMap(watchTask);
  for (const [at, task] of found.entries()) {
    const other = found.slice(0, at).find((one) => one.brick === task.brick && one.source !== task.source);
    if (other)
      throw new Fault('watch-task-wrong', `${task.file} has the task_id or destination of ${other.file}`);
  }
  return found;
}

function watchTask(found: FoundTask): readonly WatchTask[] {
  if (!found.bytes || typeOf(found.bytes) !== 'watch_path') return [];
  const file = printTaskFile(found);
  const parsed = parseFoundryTask(found.bytes);
  if (!parsed.ok) throw new Fault('watch-task-wrong', `${file} cannot be read: ${parsed.why}`);
  const destination = brickDestination(parsed.task);
  if (!destination.ok) throw new Fault('watch-task-wrong', `${file} cannot be done: ${destination.why}`);
  const isNamed = parsed.task.destination !== undefined;
  return [{ file, source: parsed.task.source, brick: destination.path, isNamed }];
}

function typeOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))?.type;
  } catch {
    return undefined;
  }
}
