import type { Camera, Size } from '../camera.ts';
import type { NoteSquare } from '../note-squares.ts';
import { compileProgram, type Program } from './compile-program.ts';
import { SEVERITY_TONES } from './overlay-colour.ts';

/** A brick with marked bytes, at its place of the map. */
export interface Marked {
  readonly x: number;
  readonly y: number;
  readonly squares: readonly NoteSquare[];
}

/** Its middle, half its side and its severity, for each of four corners. */
const FLOATS = 16;
/** 16 bits count their corners. */
const MOST_SQUARES = 8_192;
const VERTEX = `
layout(location = 0) in vec4 square;
uniform vec2 scale; uniform float halfLeast; uniform vec3 tones[4]; flat out vec3 tone;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1) * 2.0 - 1.0;
  vec2 cell = square.xy + corner * max(square.z, halfLeast);
  gl_Position = vec4(cell.x * scale.x, -cell.y * scale.y, 0.0, 1.0);
  tone = tones[int(square.w) - 1];
}`;
const FRAGMENT = `
flat in vec3 tone; uniform float strength; out vec4 colour;
void main() { colour = vec4(tone, strength); }`;

/**
 * Bytes that security notes are about, tinted by severity; at least 4 pixels of the screen each. All in one go: a buffer
 * for each brick costs twice what drawing the bricks does.
 */
export class NoteLayer {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: Program;
  readonly #array: WebGLVertexArrayObject;
  readonly #buffer: WebGLBuffer;
  readonly #floats = new Float32Array(MOST_SQUARES * FLOATS);

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
    this.#program = compileProgram(gl, VERTEX, FRAGMENT);
    this.#array = gl.createVertexArray();
    this.#buffer = gl.createBuffer();
    gl.bindVertexArray(this.#array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 4, gl.FLOAT, false, 16, 0);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    const indices = Array.from({ length: MOST_SQUARES }, (_, square) =>
      [0, 1, 2, 2, 1, 3].map((corner) => square * 4 + corner),
    );
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, new Uint16Array(indices.flat()), gl.STATIC_DRAW);
    gl.bindVertexArray(null);
  }

  /** @param strength how much of a square covers the bytes, 0 to 1 */
  draw(
    bricks: readonly Marked[],
    seen: { readonly camera: Camera; readonly size: Size; readonly strength: number },
  ): void {
    const gl = this.#gl;
    const { at } = this.#program;
    const { camera, size, strength } = seen;
    const count = this.#fill(bricks, camera);
    if (count === 0) return;
    this.#program.use();
    gl.bindVertexArray(this.#array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    gl.bufferData(gl.ARRAY_BUFFER, this.#floats.subarray(0, count * FLOATS), gl.DYNAMIC_DRAW);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
    gl.uniform2f(at('scale'), (2 * camera.zoom) / size.width, (2 * camera.zoom) / size.height);
    gl.uniform1f(at('halfLeast'), 2 / camera.zoom);
    gl.uniform1f(at('strength'), strength);
    gl.uniform3fv(at('tones'), SEVERITY_TONES.flat());
    gl.drawElements(gl.TRIANGLES, count * 6, gl.UNSIGNED_SHORT, 0);
    gl.disable(gl.BLEND);
    gl.bindVertexArray(null);
  }

  /** Places from the camera, in double precision as long as possible; how many squares there are. */
  #fill(bricks: readonly Marked[], camera: Camera): number {
    const floats = this.#floats;
    const least = 2 / camera.zoom;
    let count = 0;
    for (const brick of bricks)
      for (const { x, y, side, severity, isLargest } of brick.squares) {
        if (count === MOST_SQUARES) return count;
        if (side < least && !isLargest) continue;
        const end = (count + 1) * FLOATS;
        for (let corner = count * FLOATS; corner < end; corner += 4) {
          floats[corner] = brick.x - camera.x + x + side / 2;
          floats[corner + 1] = brick.y - camera.y + y + side / 2;
          floats[corner + 2] = side / 2;
          floats[corner + 3] = severity;
        }
        count++;
      }
    return count;
  }
}
