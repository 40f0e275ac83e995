import type { BrickWorkers } from '../../ports/brick-workers.ts';
import { BrickThread } from './brick-thread.ts';

export interface BrickThreadsWish {
  /** The module that answers a {@link BrickJob} after the other (entry/brick-worker.ts). */
  readonly script: URL;
  readonly count: number;
  readonly signal?: AbortSignal | undefined;
}

/** Threads that fold and read bricks. Each begins when its first turn comes. */
export function openBrickWorkers({ script, count, signal }: BrickThreadsWish): BrickWorkers {
  const threads: BrickThread[] = [];
  return {
    count,
    workerOf: (brick) => {
      threads[brick % count] ??= new BrickThread(script, signal);
      return threads[brick % count] as BrickThread;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(threads.map((thread) => thread.end()));
    },
  };
}
