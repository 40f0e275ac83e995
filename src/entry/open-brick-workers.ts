import { availableParallelism, freemem } from 'node:os';
import { extname } from 'node:path';
import { openBrickWorkers } from '../adapters/artifacts/brick-workers.ts';
import { workerCount } from '../core/bricks/worker-count.ts';
import type { OpenBrickWorkers } from '../ports/brick-workers.ts';

/** As many workers as this machine has use and room for. */
export const brickWorkers: OpenBrickWorkers = (signal) => {
  // Node 20.0 knows only of the machine's memory, not of a container's.
  const memory = process.availableMemory?.() ?? freemem();
  const count = workerCount(availableParallelism(), memory);
  // In the bundle both modules are chunks.
  const script = new URL(`./brick-worker${extname(import.meta.url)}`, import.meta.url);
  return count > 1 ? openBrickWorkers({ script, count, signal }) : undefined;
};
