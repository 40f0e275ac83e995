import { brickDestination } from '../core/foundry/brick-destination.ts';
import { parseFoundryTask } from '../core/foundry/parse-foundry-task.ts';
import { printTaskFile } from '../core/foundry/task-file.ts';
import type { WatchTask } from '../core/foundry/watch-brick.ts';
import type { FoundryTasks } from '../ports/foundry-tasks.ts';

export interface WatchTasks {
  readonly tasks: readonly WatchTask[];
  /** Of each of the others what is wrong with it, beginning with its file's name. */
  readonly wrong: readonly string[];
}

/**
 * The FoundryTasks of type `watch_path`, by file name and whatever became of them; other files are passed over. Of two that
 * say different things of one brick the first counts.
 */
export async function watchTasksOf(tasks: Pick<FoundryTasks, 'list'>): Promise<WatchTasks> {
  const good: WatchTask[] = [];
  const wrong: string[] = [];
  for (const found of await tasks.list()) {
    if (!found.bytes || typeOf(found.bytes) !== 'watch_path') continue;
    const task = watchTask(found.bytes, printTaskFile(found));
    const other =
      typeof task !== 'string' &&
      good.find(({ brick, source }) => brick === task.brick && source !== task.source);
    if (typeof task === 'string') wrong.push(task);
    else if (other) wrong.push(`${task.file} has the task_id or destination of ${other.file}`);
    else good.push(task);
  }
  return { tasks: good, wrong };
}

/** The task, or what is wrong with it. */
function watchTask(bytes: Uint8Array, file: string): WatchTask | string {
  const parsed = parseFoundryTask(bytes);
  if (!parsed.ok) return `${file} cannot be read: ${parsed.why}`;
  const destination = brickDestination(parsed.task);
  if (!destination.ok) return `${file} cannot be done: ${destination.why}`;
  const isNamed = parsed.task.destination !== undefined;
  return { file, source: parsed.task.source, brick: destination.path, isNamed };
}

function typeOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))?.type;
  } catch {
    return undefined;
  }
}
