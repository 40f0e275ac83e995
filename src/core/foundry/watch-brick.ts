import { brickNameWithin } from './brick-name.ts';

/** What a FoundryTask of type `watch_path` keeps in step. */
export interface WatchTask {
  /** The name of its file. */
  readonly file: string;
  readonly source: string;
  /** Path of the brick of its source, where that is a file, below the folder of the bricks. */
  readonly brick: string;
  /** Whether the task names its destination. */
  readonly isNamed: boolean;
}

/**
 * The brick of a file that tasks watch: the task's own where the file is its source. A file in a folder has one that is
 * named after the destination and the path from there, so that the bricks of one task stand together on the map. Of
 * several tasks the one with the longest source counts. Undefined where none says how a file is called.
 *
 * @param tasks by their sources, absolute paths
 */
export function watchBrick(
  tasks: ReadonlyMap<string, Pick<WatchTask, 'brick' | 'isNamed'>>,
  path: string,
): string | undefined {
  for (let end = path.length; end >= 0; end = end === 0 ? -1 : path.lastIndexOf('/', end - 1)) {
    const task = tasks.get(path.slice(0, end) || '/');
    if (!task) continue;
    if (end === path.length) return task.brick;
    return task.isNamed ? brickNameWithin(task.brick, path.slice(end + 1)) : undefined;
  }
  return undefined;
}
