import { createHash } from 'node:crypto';
import { digestOf } from '../core/bricks/digest-of.ts';
import { Fault } from '../core/fault.ts';
import type { BrickReading, OpenBrickWorkers } from '../ports/brick-workers.ts';
import type { FoundBricks } from './find-bricks.ts';
import { oneThread, type ThreadWorld } from './one-thread.ts';

export interface UnfoldWorld extends ThreadWorld {
  /** For an index; without them this thread does everything. */
  readonly workers?: OpenBrickWorkers;
}

/**
 * Reads one brick after the other and holds each against the index, and the whole against its SHA-256 after the last.
 * Workers read those that come next meanwhile. What is given is good until the next one.
 * Throws `brick-…`, `worker-ended`.
 */
export async function* bricksInTurn(
  world: UnfoldWorld,
  { paths, index }: FoundBricks,
): AsyncGenerator<BrickReading> {
  await using workers = (paths.length > 1 ? world.workers?.(world.signal) : undefined) ?? oneThread(world);
  const begun: Promise<BrickReading>[] = [];
  const begin = (brick: number): void => {
    const path = paths[brick];
    if (path === undefined) return;
    const reading = workers.workerOf(brick).read(path);
    // Waited for in its turn.
    reading.catch(() => undefined);
    begun[brick] = reading;
  };
  for (let brick = 0; brick < workers.count; brick++) begin(brick);
  const whole = createHash('sha256');
  for (const [at, path] of paths.entries()) {
    const reading = await begun[at];
    if (!reading) throw new Error('a brick was not begun');
    const entry = index?.bricks[at];
    if (index) whole.update(reading.bytes);
    if (entry && (entry.size !== reading.header.originalSize || entry.sha256 !== digestOf(reading.header)))
      throw new Fault('brick-damaged', `${path} is not the one that its index names`);
    yield reading;
    begin(at + workers.count);
  }
  if (index && whole.digest('hex') !== index.sha256)
    throw new Fault('brick-damaged', `index names another SHA-256 than its bricks have together`);
}
