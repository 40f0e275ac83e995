import { createHash } from 'node:crypto';
import { digestOf } from '../core/bricks/digest-of.ts';
import type { FoldRoom } from '../core/bricks/fold-room.ts';
import { Fault } from '../core/fault.ts';
import type { BrickFiles } from '../ports/brick-files.ts';
import type { FoundBricks } from './find-bricks.ts';
import { type BrickReading, readBrick } from './read-brick.ts';

/**
 * Reads one brick after the other and holds each against the index, and the whole against its SHA-256 after the last.
 * What is given is good until the next one. Throws what {@link readBrick} does.
 */
export async function* bricksInTurn(
  files: BrickFiles,
  room: FoldRoom,
  { paths, index }: FoundBricks,
): AsyncGenerator<BrickReading> {
  const whole = createHash('sha256');
  for (const [at, path] of paths.entries()) {
    const reading = await readBrick(files, room, path);
    const entry = index?.bricks[at];
    if (index) whole.update(reading.bytes);
    if (entry && (entry.size !== reading.header.originalSize || entry.sha256 !== digestOf(reading.header)))
      throw new Fault('brick-damaged', `${path} is not the one that its index names`);
    yield reading;
  }
  if (index && whole.digest('hex') !== index.sha256)
    throw new Fault('brick-damaged', `index names another SHA-256 than its bricks have together`);
}
