import type { Artifact } from '../ports/artifacts.ts';
import type { BrickWorker } from '../ports/brick-workers.ts';

/** Reads up to `most` bytes into the room, which grows with them: sizes are not known before the end. */
export async function fillRoom(
  room: Pick<BrickWorker, 'payload'>,
  artifact: Artifact,
  most: number,
  signal?: AbortSignal,
): Promise<number> {
  let filled = 0;
  for (let length = 262_144; ; length = Math.min(length * 4, most)) {
    signal?.throwIfAborted();
    filled += await artifact.read(room.payload(length).subarray(filled));
    if (filled < length || length === most) return filled;
  }
}
