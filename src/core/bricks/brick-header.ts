import type { BrickFlags } from './brick-flags.ts';

/** The header of a V2BR brick, read and found whole. */
export interface BrickHeader {
  /** 1; 2 in bricks of one of the origin's documents. The layout is the same. */
  readonly version: 1 | 2;
  /** The texture is 2^order pixels wide and high, and order 8 to 13. */
  readonly order: number;
  /** Bytes of the artifact. */
  readonly originalSize: number;
  /** Bytes in the texture: of the zlib stream when compressed, else `originalSize`. */
  readonly payloadSize: number;
  /** Shannon entropy of the artifact, bits per byte, as a 32-bit float. */
  readonly entropy: number;
  /** 48 bytes: SHA-256 of the artifact, followed by zeros. */
  readonly hash: Uint8Array;
  readonly flags: BrickFlags;
}
