import type { BrickHeader } from '../core/bricks/brick-header.ts';
import { capacityOf, HEADER_BYTES } from '../core/bricks/brick-size.ts';
import type { FoldRoom } from '../core/bricks/fold-room.ts';
import { entropyOf } from '../core/bricks/measure-bytes.ts';
import { refold } from '../core/bricks/refold.ts';
import { writeHeader } from '../core/bricks/write-header.ts';
import type { PatchedBrick } from '../ports/brick-patches.ts';
import type { RememberedBrick } from './remembered-brick.ts';

/** Longest stretch that {@link refold} gives: 64 pixels. */
const STRETCH = 256;

/** Whole blocks of an artifact as they are now, zeros after its end. */
export interface Piece {
  /** Offset in the artifact of the brick. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

export interface BrickPatch {
  readonly file: PatchedBrick;
  /** Those that may differ. */
  readonly pieces: readonly Piece[];
  /** The brick as it will be, with entropy and counts as they are. */
  readonly after: RememberedBrick;
}

export interface Patched {
  readonly brick: RememberedBrick;
  /** Bytes of its file. */
  readonly written: number;
}

/**
 * Writes the stretches of pixels that differ, then the header. Whoever reads in between, or after a crash in between,
 * finds that the SHA-256 does not hold (docs/adr/0021-watching.md).
 */
export function patchBrick(room: FoldRoom, { file, pieces, after }: BrickPatch): Patched {
  const { order, originalSize } = after.header;
  const counts = after.counts.slice();
  const written = patchPixels(room, { file, order, pieces, counts });
  const own = counts.slice();
  own[0] = (own[0] ?? 0) - (capacityOf(order) - originalSize);
  const header: BrickHeader = { ...after.header, entropy: entropyOf(own) };
  file.write(writeHeader(header), 0);
  return { brick: { ...after, header, counts }, written: written + HEADER_BYTES };
}

/** Whether a brick begins with exactly this header. */
export function beginsWith(brick: PatchedBrick, header: BrickHeader): boolean {
  const start = Buffer.alloc(HEADER_BYTES);
  brick.read(start, 0);
  return start.equals(writeHeader(header));
}

interface PixelPatch extends Pick<BrickPatch, 'file' | 'pieces'> {
  readonly order: number;
  /** How often each byte occurs in the texture; is brought up to date. */
  readonly counts: Uint32Array;
}

function patchPixels(room: FoldRoom, { file, order, pieces, counts }: PixelPatch): number {
  const old = Buffer.alloc(STRETCH);
  let written = 0;
  for (const { at, bytes } of pieces)
    for (const { position, bytes: fresh } of refold(room, order, at, bytes)) {
      file.read(old, position);
      if (old.equals(fresh)) continue;
      for (let pixel = 0; pixel < fresh.length; pixel += 4) {
        change(counts, old[pixel] ?? 0, -1);
        change(counts, fresh[pixel] ?? 0, 1);
      }
      file.write(fresh, position);
      written += fresh.length;
    }
  return written;
}

function change(counts: Uint32Array, at: number, by: number): void {
  counts[at] = (counts[at] ?? 0) + by;
}
