/** A brick's texture in every size, one byte a pixel, and the entropy of its blocks (see `blockEntropy`). */
export interface DetailPixels {
  readonly side: number;
  /** Halves of halves, from the whole texture down to one pixel. */
  readonly levels: readonly Uint8Array[];
  readonly blockEntropy: Uint8Array;
}

/** One brick on the graphics side, uploaded row by row: 64 MiB at once would stop the page for a second. */
export class DetailTexture {
  readonly #gl: WebGL2RenderingContext;
  readonly #pixels: WebGLTexture;
  readonly #blocks: WebGLTexture;
  readonly #side: number;
  /** What is still to be uploaded, the smallest first. */
  #levels: readonly Uint8Array[];
  #row = 0;

  constructor(gl: WebGL2RenderingContext, { side, levels, blockEntropy }: DetailPixels) {
    this.#gl = gl;
    this.#side = side;
    this.#levels = levels;
    this.#pixels = this.#texture(side, levels.length);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST_MIPMAP_NEAREST);
    const across = Math.sqrt(blockEntropy.length);
    this.#blocks = this.#texture(across, 1);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, across, across, gl.RED, gl.UNSIGNED_BYTE, blockEntropy);
  }

  get isWhole(): boolean {
    return this.#levels.length === 0;
  }

  /** Uploads about so many bytes, a row at least; how many it were. */
  upload(most: number): number {
    const gl = this.#gl;
    let done = 0;
    gl.bindTexture(gl.TEXTURE_2D, this.#pixels);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    while (!this.isWhole && done < most) {
      const level = this.#levels.length - 1;
      const side = this.#side >> level;
      const rows = Math.max(1, Math.min(side - this.#row, Math.floor((most - done) / side)));
      const from = this.#levels[level]?.subarray(this.#row * side, (this.#row + rows) * side) ?? null;
      gl.texSubImage2D(gl.TEXTURE_2D, level, 0, this.#row, side, rows, gl.RED, gl.UNSIGNED_BYTE, from);
      done += rows * side;
      this.#row += rows;
      if (this.#row < side) continue;
      this.#levels = this.#levels.slice(0, -1);
      this.#row = 0;
    }
    return done;
  }

  /** The bytes as texture 0, and when it is asked for the entropy of the blocks as texture 1. */
  bind(isEntropy: boolean): void {
    const gl = this.#gl;
    gl.bindTexture(gl.TEXTURE_2D, this.#pixels);
    if (!isEntropy) return;
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, this.#blocks);
    gl.activeTexture(gl.TEXTURE0);
  }

  delete(): void {
    this.#gl.deleteTexture(this.#pixels);
    this.#gl.deleteTexture(this.#blocks);
  }

  #texture(side: number, levels: number): WebGLTexture {
    const gl = this.#gl;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, levels, gl.R8, side, side);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    return texture;
  }
}
