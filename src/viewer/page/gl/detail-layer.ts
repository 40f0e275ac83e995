import type { Camera, Size } from '../camera.ts';
import { BYTE_COLOUR } from './byte-colour.ts';
import { compileProgram } from './compile-program.ts';
import type { Overlay } from './tile-layer.ts';

/** A brick's texture, one byte a pixel, and the entropy of its 16 x 16 blocks, 255 for 8 bits a byte. */
export interface DetailPixels {
  readonly side: number;
  readonly bytes: Uint8Array;
  readonly blockEntropy: Uint8Array;
}

const BLOCK = 16;
const VERTEX = `
uniform vec2 place; uniform vec2 scale; out vec2 at;
void main() {
  at = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  vec2 cell = place + mix(vec2(0.03), vec2(0.97), at);
  gl_Position = vec4(cell.x * scale.x, -cell.y * scale.y, 0.0, 1.0);
}`;
const FRAGMENT = `
in vec2 at; uniform sampler2D pixels; uniform sampler2D blocks; uniform int overlay; uniform float dim; out vec4 colour;
${BYTE_COLOUR}
void main() {
  vec3 paint = byteColour(texture(pixels, at).r);
  if (overlay == 1) paint = mix(heat(texture(blocks, at).r), paint, 0.2);
  if (overlay == 2) paint *= 0.45;
  colour = vec4(paint * dim, 1.0);
}`;

interface Uploaded {
  readonly pixels: WebGLTexture;
  readonly blocks: WebGLTexture;
}

/** Bricks near by, every byte a pixel; textures stay on the graphics side until they are let go. */
export class DetailLayer {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  readonly #uploaded = new Map<number, Uploaded>();
  readonly #array: WebGLVertexArrayObject;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
    this.#program = compileProgram(gl, VERTEX, FRAGMENT);
    this.#array = gl.createVertexArray();
  }

  /** False when the graphics side has no texture of that size: the thumbnail has to do. */
  upload(index: number, { side, bytes, blockEntropy }: DetailPixels): boolean {
    if (side > this.#gl.getParameter(this.#gl.MAX_TEXTURE_SIZE)) return false;
    this.release(index);
    this.#uploaded.set(index, {
      pixels: this.#texture(side, bytes),
      blocks: this.#texture(side / BLOCK, blockEntropy),
    });
    return true;
  }

  release(index: number): void {
    const found = this.#uploaded.get(index);
    if (!found) return;
    this.#gl.deleteTexture(found.pixels);
    this.#gl.deleteTexture(found.blocks);
    this.#uploaded.delete(index);
  }

  has(index: number): boolean {
    return this.#uploaded.has(index);
  }

  draw(
    bricks: readonly {
      readonly index: number;
      readonly x: number;
      readonly y: number;
      readonly dim: boolean;
    }[],
    { camera, size, overlay }: { readonly camera: Camera; readonly size: Size; readonly overlay: Overlay },
  ): void {
    const gl = this.#gl;
    gl.useProgram(this.#program);
    gl.bindVertexArray(this.#array);
    const uniform = (name: string) => gl.getUniformLocation(this.#program, name);
    gl.uniform2f(uniform('scale'), (2 * camera.zoom) / size.width, (2 * camera.zoom) / size.height);
    gl.uniform1i(uniform('overlay'), { none: 0, entropy: 1, security: 2 }[overlay]);
    gl.uniform1i(uniform('blocks'), 1);
    for (const { index, x, y, dim } of bricks) {
      const found = this.#uploaded.get(index);
      if (!found) continue;
      gl.activeTexture(gl.TEXTURE1);
      gl.bindTexture(gl.TEXTURE_2D, found.blocks);
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, found.pixels);
      // From the camera, in double precision: 32 bits are too few this near.
      gl.uniform2f(uniform('place'), x - camera.x, y - camera.y);
      gl.uniform1f(uniform('dim'), dim ? 0.25 : 1);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    }
    gl.bindVertexArray(null);
  }

  #texture(side: number, bytes: Uint8Array): WebGLTexture {
    const gl = this.#gl;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, side, side, 0, gl.RED, gl.UNSIGNED_BYTE, bytes);
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    return texture;
  }
}
