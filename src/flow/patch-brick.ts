import type { BrickHeader } from '../core/bricks/brick-header.ts';
import { HEADER_BYTES } from '../core/bricks/brick-size.ts';
import type { FoldRoom } from '../core/bricks/fold-room.ts';
import { PIECE_BYTES } from '../core/bricks/piece-seals.ts';
import { refold } from '../core/bricks/refold.ts';
import { writeHeader } from '../core/bricks/write-header.ts';
import type { PatchedBrick } from '../ports/brick-patches.ts';

/** Longest stretch that {@link refold} gives: 64 pixels. */
const STRETCH = 256;

export interface PixelPatch {
  readonly order: number;
  /** Offsets of pieces of the artifact that may differ. */
  readonly pieces: readonly number[];
  /** The artifact as it is now, zeros up to the end of its last piece. */
  readonly bytes: Uint8Array;
  /** How often each byte occurs in the texture; is brought up to date. */
  readonly counts: Uint32Array;
}

/** Writes the stretches of pixels that differ. Gives the number of bytes that were written. */
export function patchPixels(room: FoldRoom, brick: PatchedBrick, patch: PixelPatch): number {
  const { order, pieces, bytes, counts } = patch;
  const old = Buffer.alloc(STRETCH);
  let written = 0;
  for (const at of pieces)
    for (const { position, bytes: fresh } of refold(room, order, at, bytes.subarray(at, at + PIECE_BYTES))) {
      brick.read(old, position);
      if (old.equals(fresh)) continue;
      for (let pixel = 0; pixel < fresh.length; pixel += 4) {
        change(counts, old[pixel] ?? 0, -1);
        change(counts, fresh[pixel] ?? 0, 1);
      }
      brick.write(fresh, position);
      written += fresh.length;
    }
  return written;
}

/** Whether a brick begins with exactly this header. */
export function beginsWith(brick: PatchedBrick, header: BrickHeader): boolean {
  const start = Buffer.alloc(HEADER_BYTES);
  brick.read(start, 0);
  return start.equals(writeHeader(header));
}

function change(counts: Uint32Array, at: number, by: number): void {
  counts[at] = (counts[at] ?? 0) + by;
}
