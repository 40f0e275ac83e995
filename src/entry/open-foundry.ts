import { basename, dirname, join, resolve } from 'node:path';
import { brickFiles } from '../adapters/artifacts/brick-files.ts';
import { systemDecompress } from '../adapters/artifacts/decompress.ts';
import { artifactsExcept } from '../adapters/artifacts/open-artifact.ts';
import { sourceFiles } from '../adapters/artifacts/source-files.ts';
import { realFolder } from '../adapters/local/real-folder.ts';
import { openFoldRoom } from '../core/bricks/open-fold-room.ts';
import type { FoundryWorld } from '../flow/foundry-world.ts';
import { brickWorkers } from './open-brick-workers.ts';

export interface FoundryPlaces {
  /** What the sources of tasks are relative to. */
  readonly root: string;
  /** The folder in which `bricks/` is. */
  readonly out: string;
  /** The folder of the analyses of tasks that fold nothing. */
  readonly analyses: string;
  /** The variable PATH. */
  readonly path: string;
  readonly version: string;
  readonly signal: AbortSignal;
  readonly refuse?: (realPath: string) => string | undefined;
  readonly onBrick?: FoundryWorld['onBrick'];
}

/** Opens what FoundryTasks are done with, on this machine, but for the analyst, which each task has of its own. */
export function openFoundry(places: FoundryPlaces): Omit<FoundryWorld, 'analyst'> {
  const { root, out, analyses, version, signal, refuse = () => undefined } = places;
  return {
    artifacts: artifactsExcept(refuse),
    files: brickFiles,
    sources: sourceFiles,
    decompress: systemDecompress(places.path),
    clock: { now: () => new Date() },
    room: openFoldRoom(),
    workers: brickWorkers,
    version,
    signal,
    refuse,
    locate: (path) => resolve(root, path),
    brickAt: async (path) => {
      const file = join(out, 'bricks', path);
      return join(await realFolder(dirname(file), out), basename(file));
    },
    analysisAt: (stem) => join(analyses, `${stem}.analysis.json`),
    onBrick: places.onBrick ?? (async () => undefined),
  };
}
