import { hilbertPoint } from '../../src/core/bricks/hilbert-curve.ts';
import type { MapEntry } from '../../src/core/foundry/map-manifest.ts';
import type {
  BrickCard,
  BrickMap,
  DamagedBrick,
  MapChange,
  PlacedBricks,
} from '../../src/ports/brick-map.ts';

const SIDE = 256;
const HEADER_BYTES = 132;

interface Stored {
  place: MapEntry;
  card: BrickCard;
  content: Uint8Array;
}

/** Bricks in memory; what is put is told to those who watch. */
export class FakeBrickMap implements BrickMap {
  readonly #stored = new Map<string, Stored>();
  readonly #watchers = new Set<(change: MapChange) => void>();

  /** Folds at most 65,536 bytes into a brick at a place of the map. */
  put(place: MapEntry, content: Uint8Array, more: Partial<BrickCard> = {}): void {
    const card: BrickCard = {
      source: `/usr/bin/${place.brick.replace('.brick', '')}`,
      bytes: content.length,
      isCompressed: false,
      offset: 0,
      length: content.length,
      artifactBytes: content.length,
      side: SIDE,
      entropy: 4,
      tags: [],
      words: [],
      notes: [],
      ranges: [],
      ...more,
    };
    this.#stored.set(place.brick, { place, card, content });
    this.#tell({ placed: [place], removed: [] });
  }

  remove(brick: string): void {
    const stored = this.#stored.get(brick);
    this.#stored.delete(brick);
    this.#tell({ placed: [], removed: stored ? [stored.place] : [] });
  }

  #tell(change: MapChange): void {
    for (const tell of this.#watchers) tell(change);
  }

  async placed(): Promise<PlacedBricks> {
    return { placed: [...this.#stored.values()].map(({ place }) => place) };
  }

  async card(brick: string): Promise<BrickCard | DamagedBrick> {
    return this.#stored.get(brick)?.card ?? { source: brick, damage: 'it is not there' };
  }

  async thumbnail(brick: string): Promise<Uint8Array | undefined> {
    const stored = this.#stored.get(brick);
    if (!stored) return undefined;
    const pixels = pixelsOf(stored.content);
    return Uint8Array.from({ length: 256 }, (_, cell) => {
      const corner = Math.floor(cell / 16) * 16 * SIDE + (cell % 16) * 16;
      let sum = 0;
      for (let at = 0; at < 256; at++) sum += pixels[corner + Math.floor(at / 16) * SIDE + (at % 16)] ?? 0;
      return sum / 256;
    });
  }

  async bytes(brick: string): Promise<Uint8Array | undefined> {
    const stored = this.#stored.get(brick);
    if (!stored) return undefined;
    const file = Buffer.alloc(HEADER_BYTES + SIDE * SIDE * 4, 255);
    file.fill(0, 0, HEADER_BYTES).write('V2BR');
    file.writeUInt32LE(1, 4);
    file.writeUInt32LE(SIDE, 8);
    file.writeUInt32LE(SIDE, 12);
    file.writeUInt32LE(8, 16);
    file.writeBigUInt64LE(BigInt(stored.content.length), 20);
    file.writeBigUInt64LE(BigInt(stored.content.length), 28);
    pixelsOf(stored.content).forEach((byte, pixel) => {
      file.fill(byte, HEADER_BYTES + pixel * 4, HEADER_BYTES + pixel * 4 + 3);
    });
    return file;
  }

  watch(onChange: (change: MapChange) => void): Disposable {
    this.#watchers.add(onChange);
    return { [Symbol.dispose]: () => void this.#watchers.delete(onChange) };
  }
}

const folded = new WeakMap<Uint8Array, Uint8Array>();

function pixelsOf(content: Uint8Array): Uint8Array {
  const known = folded.get(content);
  if (known) return known;
  const pixels = new Uint8Array(SIDE * SIDE);
  content.forEach((byte, offset) => {
    const { x, y } = hilbertPoint(8, offset);
    pixels[y * SIDE + x] = byte;
  });
  folded.set(content, pixels);
  return pixels;
}
