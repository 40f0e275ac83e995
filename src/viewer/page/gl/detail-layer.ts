import type { Camera, Size } from '../camera.ts';
import { BYTE_COLOUR } from './byte-colour.ts';
import { compileProgram, type Program } from './compile-program.ts';
import { type DetailPixels, DetailTexture } from './detail-texture.ts';
import { HEAT } from './overlay-colour.ts';

/** A brick to be drawn. */
export interface Detail {
  readonly index: number;
  readonly x: number;
  readonly y: number;
  /** Red, green, blue, 0 to 1, and how much of it covers the bytes. */
  readonly tint: readonly [number, number, number, number];
}

const VERTEX = `
uniform vec2 place; uniform vec2 scale; out vec2 at;
void main() {
  at = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  vec2 cell = place + mix(vec2(0.03), vec2(0.97), at);
  gl_Position = vec4(cell.x * scale.x, -cell.y * scale.y, 0.0, 1.0);
}`;
const HEAD = `
in vec2 at; uniform sampler2D pixels; uniform sampler2D blocks; uniform vec4 tint; out vec4 colour;
${BYTE_COLOUR}`;
/** One program each: a choice in the shader would cost every pixel both. */
const BYTES = `${HEAD}
void main() { colour = vec4(mix(byteColour(texture(pixels, at).r), tint.rgb, tint.a), 1.0); }`;
const ENTROPY = `${HEAD}${HEAT}
void main() {
  float entropy = texture(blocks, at).r;
  vec3 paint = entropy < 0.002 ? vec3(0.09, 0.10, 0.13)
    : mix(heat((entropy * 255.0 - 1.0) / 254.0), byteColour(texture(pixels, at).r), 0.2);
  colour = vec4(mix(paint, tint.rgb, tint.a), 1.0);
}`;

/** Bricks near by, every byte a pixel; textures stay on the graphics side until they are let go. */
export class DetailLayer {
  readonly #gl: WebGL2RenderingContext;
  readonly #programs: { readonly bytes: Program; readonly entropy: Program };
  readonly #textures = new Map<number, DetailTexture>();
  readonly #array: WebGLVertexArrayObject;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
    this.#programs = {
      bytes: compileProgram(gl, VERTEX, BYTES),
      entropy: compileProgram(gl, VERTEX, ENTROPY),
    };
    this.#array = gl.createVertexArray();
  }

  /** Begins to upload a brick, unless the graphics side has no texture of that size. */
  take(index: number, pixels: DetailPixels): void {
    this.release(index);
    if (pixels.side > this.#gl.getParameter(this.#gl.MAX_TEXTURE_SIZE)) return;
    this.#textures.set(index, new DetailTexture(this.#gl, pixels));
  }

  /** Uploads up to this many bytes of what was taken; whether something is left. */
  upload(most: number): boolean {
    let room = most;
    for (const texture of this.#textures.values()) {
      if (room > 0) room -= texture.upload(room);
      if (!texture.isWhole) return true;
    }
    return false;
  }

  release(index: number): void {
    this.#textures.get(index)?.delete();
    this.#textures.delete(index);
  }

  /** Whether a brick is uploaded whole. */
  has(index: number): boolean {
    return this.#textures.get(index)?.isWhole === true;
  }

  draw(details: readonly Detail[], seen: { camera: Camera; size: Size; isEntropy: boolean }): void {
    const gl = this.#gl;
    const { camera, size, isEntropy } = seen;
    const program = isEntropy ? this.#programs.entropy : this.#programs.bytes;
    program.use();
    gl.bindVertexArray(this.#array);
    gl.uniform2f(program.at('scale'), (2 * camera.zoom) / size.width, (2 * camera.zoom) / size.height);
    gl.uniform1i(program.at('blocks'), 1);
    for (const { index, x, y, tint } of details) {
      this.#textures.get(index)?.bind(isEntropy);
      // From the camera, in double precision: 32 bits are too few this near.
      gl.uniform2f(program.at('place'), x - camera.x, y - camera.y);
      gl.uniform4fv(program.at('tint'), tint);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    }
    gl.bindVertexArray(null);
  }
}
