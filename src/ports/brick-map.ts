import type { MapEntry } from '../core/foundry/map-manifest.ts';

/** A remark about safety and the bytes that show it; offsets are bytes of the artifact. */
export interface SecurityNote {
  readonly severity: 'low' | 'medium' | 'high' | 'critical';
  readonly text: string;
  readonly offset: number;
  readonly length: number;
}

/** A named stretch of the artifact: a section, a symbol, a file of a tree. */
export interface NamedRange {
  readonly name: string;
  readonly kind: 'section' | 'symbol' | 'file';
  readonly offset: number;
  readonly length: number;
}

/** What is known of a brick without its texture. */
export interface BrickCard {
  /** Path of the artifact as it was given. */
  readonly source: string;
  /** Bytes of the artifact in this brick. */
  readonly bytes: number;
  /** Pixels of a side. */
  readonly side: number;
  /** Shannon entropy, bits a byte. */
  readonly entropy: number;
  readonly summary?: string;
  readonly kind?: string;
  readonly tags: readonly string[];
  readonly notes: readonly SecurityNote[];
  readonly ranges: readonly NamedRange[];
}

/** The bricks that a manifest places, read-only. */
export interface BrickMap {
  /** Every entry whose key and value can be read; the others are left out. */
  placed(): Promise<readonly MapEntry[]>;
  /** What is known of a brick; undefined when there is no such brick or it cannot be read. */
  card(brick: string): Promise<BrickCard | undefined>;
  /** Mean bytes of 16 x 16 cells of the texture, row by row: 256 bytes; undefined as above. */
  thumbnail(brick: string): Promise<Uint8Array | undefined>;
  /** The file; undefined when there is no such brick. */
  bytes(brick: string): Promise<Uint8Array | undefined>;
  /** Calls back with entries that are new, moved or folded again, until it is disposed of. */
  watch(onChange: (placed: readonly MapEntry[]) => void): Disposable;
}
