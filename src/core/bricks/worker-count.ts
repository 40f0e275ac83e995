import { LARGEST_PAYLOAD } from './brick-size.ts';

/**
 * What a worker may take at most: its brick in its own and in shared memory, and twice more while it is compressed.
 * Half of what is free stays free.
 */
const FREE_FOR_ONE = 2 * 4 * LARGEST_PAYLOAD;

/** So that memory has a bound on every machine; one thread reads and hashes for all of them. */
const MOST_WORKERS = 8;

/**
 * How many workers fold bricks at once; 1 stands for none, for then the thread that reads folds as well.
 *
 * @param cores that this process may use
 * @param free bytes of memory
 */
export function workerCount(cores: number, free: number): number {
  return Math.max(1, Math.min(cores, MOST_WORKERS, Math.floor(free / FREE_FOR_ONE)));
}
