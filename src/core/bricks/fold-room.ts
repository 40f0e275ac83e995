import type { CurveState } from './curve-state.ts';

/** Pixels of the widest row of blocks: 64 rows of 8192, 4 bytes each. */
export const BAND_BYTES = 64 * 8192 * 4;

/** Which part of some pixel was not as a fold writes it. */
export type PixelDamage = 'colour' | 'alpha';

/** Memory in which blocks are folded and unfolded, and the code that does it. Used by one fold at a time. */
export interface FoldRoom {
  readonly kernel: 'simd' | 'table';
  /**
   * The first `bytes` bytes of the payload, as they were left. Asking for more makes room; views that were given before
   * are not to be used then. New room is zero. `bytes` goes up to 2^26.
   */
  payload(bytes: number): Uint8Array<ArrayBuffer>;
  /** A row of blocks: 64 rows of pixels, each as long as the brick is wide. */
  band(bytes: number): Uint8Array<ArrayBuffer>;
  /** Writes the 4096 bytes of the payload at `offset` as a block into the band, its corner at byte `corner`. */
  foldBlock(offset: number, corner: number, stride: number, state: CurveState): void;
  /** Reads the block at byte `corner` of the band into the payload at `offset`. */
  unfoldBlock(offset: number, corner: number, stride: number, state: CurveState): void;
  /** What unfolding met since it was last asked. */
  takeDamage(): PixelDamage | undefined;
}
