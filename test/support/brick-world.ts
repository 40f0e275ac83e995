import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brickFiles } from '../../src/adapters/artifacts/brick-files.ts';
import { openBrickWorkers } from '../../src/adapters/artifacts/brick-workers.ts';
import { artifacts } from '../../src/adapters/artifacts/open-artifact.ts';
import { openFoldRoom } from '../../src/core/bricks/open-fold-room.ts';
import type { FoldWorld } from '../../src/flow/fold-artifact.ts';

/** The module that a worker runs, from the sources. */
const SCRIPT = new URL('../../src/entry/brick-worker.ts', import.meta.url);

const room = openFoldRoom();

/**
 * Folds and unfolds on this machine's disks.
 *
 * @param count of workers, also on a machine of one core; 0: this thread does everything
 */
export function brickWorld(count: number, script = SCRIPT): FoldWorld {
  return {
    artifacts,
    files: brickFiles,
    clock: { now: () => new Date('2026-01-02T03:04:05Z') },
    room,
    version: '1.2.3',
    ...(count === 0 ? {} : { workers: (signal) => openBrickWorkers({ script, count, signal }) }),
  };
}

/** Threads of this process. */
export function threadCount(): number {
  return readdirSync('/proc/self/task').length;
}

/** The files of a folder, by name. */
export function filesIn(folder: string): ReadonlyMap<string, Buffer> {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(files.map(({ name }) => [name, readFileSync(join(folder, name))]));
}
