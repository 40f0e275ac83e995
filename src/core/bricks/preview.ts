import { BLOCK_SIDE } from './block-layout.ts';
import { BYTES_PER_PIXEL } from './brick-size.ts';
import { greyPng } from './png.ts';

const SIDE_MOST = 512;

/** A small picture of a brick, gathered from its rows of blocks as they come by: 512 pixels wide or less. */
export class Preview {
  readonly #side: number;
  readonly #scale: number;
  readonly #sums: Uint32Array;
  #row = 0;

  constructor(order: number) {
    const side = 2 ** order;
    this.#side = Math.min(side, SIDE_MOST);
    this.#scale = side / this.#side;
    this.#sums = new Uint32Array(this.#side * this.#side);
  }

  /** The next 64 rows of pixels, RGBA. */
  add(rows: Uint8Array): void {
    const [side, scale] = [this.#side, this.#scale];
    const width = side * scale;
    for (let y = 0; y < BLOCK_SIDE; y++) {
      const line = Math.floor((this.#row + y) / scale) * side;
      for (let x = 0; x < width; x++) {
        const at = line + Math.floor(x / scale);
        this.#sums[at] = (this.#sums[at] ?? 0) + (rows[(y * width + x) * BYTES_PER_PIXEL] ?? 0);
      }
    }
    this.#row += BLOCK_SIDE;
  }

  /** A PNG whose pixels are the means of the brick's. */
  png(): Buffer {
    const pixels = Uint8Array.from(this.#sums, (sum) => Math.round(sum / this.#scale ** 2));
    return greyPng(this.#side, this.#side, pixels);
  }
}
