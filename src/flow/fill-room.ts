import type { Artifact } from '../ports/artifacts.ts';
import type { BrickWorker } from '../ports/brick-workers.ts';

/**
 * Reads up to `most` bytes into the room, which grows with them: sizes are not known before the end.
 *
 * @param ahead bytes that were read already and come first, fewer than 262,144
 */
export async function fillRoom(
  room: Pick<BrickWorker, 'payload'>,
  artifact: Artifact,
  most: number,
  signal?: AbortSignal,
  ahead: Uint8Array = new Uint8Array(),
): Promise<number> {
  let filled = ahead.length;
  room.payload(filled).set(ahead);
  for (let length = 262_144; ; length = Math.min(length * 4, most)) {
    signal?.throwIfAborted();
    filled += await artifact.read(room.payload(length).subarray(filled));
    if (filled < length || length === most) return filled;
  }
}
