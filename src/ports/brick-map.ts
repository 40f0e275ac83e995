import type { MapEntry } from '../core/foundry/map-manifest.ts';

/** A remark about safety and the bytes that show it; offsets are bytes of the whole artifact. */
export interface SecurityNote {
  readonly severity: 'low' | 'medium' | 'high' | 'critical';
  readonly text: string;
  readonly offset: number;
  readonly length: number;
}

/** A named stretch of the whole artifact: a section, a symbol, a file of a tree. */
export interface NamedRange {
  readonly name: string;
  readonly kind: 'section' | 'symbol' | 'file';
  readonly offset: number;
  readonly length: number;
}

/** What is known of a brick without its texture. */
export interface BrickCard {
  /** Path of the artifact as it was given; the brick's file name where nothing tells it. */
  readonly source: string;
  /** Bytes in the texture: the artifact's, or their compressed form. */
  readonly bytes: number;
  /** Where true, an offset in the texture is none of the artifact, and no note or range can be drawn on it. */
  readonly isCompressed: boolean;
  /** The bytes of the artifact that this brick holds: from 0 to `artifactBytes`, unless it is a part of a larger one. */
  readonly offset: number;
  readonly length: number;
  /** Bytes of the whole artifact. */
  readonly artifactBytes: number;
  /** Of an artifact that is larger than one brick, from 1. */
  readonly part?: { readonly number: number; readonly of: number };
  /** Pixels of a side. */
  readonly side: number;
  /** Shannon entropy, bits a byte. */
  readonly entropy: number;
  readonly summary?: string;
  readonly kind?: string;
  /** What parsers took the artifact for: `elf`, `text`, `proc` … */
  readonly format?: string;
  readonly tags: readonly string[];
  /** Names of facts that it can be found by beside the above: format, sections, imports, symbols, files; at most 500. */
  readonly words: readonly string[];
  /** When the artifact was found to be gone (ISO 8601, UTC). */
  readonly goneAt?: string;
  /** Those that reach into this brick; they may begin before it and end after it. */
  readonly notes: readonly SecurityNote[];
  readonly ranges: readonly NamedRange[];
}

/** A brick that cannot be shown. */
export interface DamagedBrick {
  /** As of a card. */
  readonly source: string;
  /** A half sentence: `it is not there`, `it has 5000 bytes, where a brick … has 262276`. */
  readonly damage: string;
}

export interface PlacedBricks {
  /** One entry for each place; a brick may stand at several. */
  readonly placed: readonly MapEntry[];
  /** A sentence with the fix when the map itself cannot be read; `placed` is empty then. */
  readonly trouble?: string;
}

/** What became of a map since it was last looked at. */
export interface MapChange {
  /** Entries that are new at their place or were folded again. */
  readonly placed: readonly MapEntry[];
  /** What stood at places that are empty now. */
  readonly removed: readonly MapEntry[];
  /** As of {@link PlacedBricks}, when it begins; null when it ended. Nothing counts as removed while it lasts. */
  readonly trouble?: string | null;
}

/** The bricks that a manifest places, read-only. */
export interface BrickMap {
  placed(): Promise<PlacedBricks>;
  card(brick: string): Promise<BrickCard | DamagedBrick>;
  /** Mean bytes of 16 x 16 cells of the texture, row by row: 256 bytes; undefined when it cannot be read. */
  thumbnail(brick: string): Promise<Uint8Array | undefined>;
  /** The file; undefined when there is no such brick or its header is damaged. */
  bytes(brick: string): Promise<Uint8Array | undefined>;
  /** Calls back after each change until it is disposed of. */
  watch(onChange: (change: MapChange) => void): Disposable;
}
