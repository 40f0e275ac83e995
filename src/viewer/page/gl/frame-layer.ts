import type { Camera, Size } from '../camera.ts';
import type { Tone } from './byte-colour.ts';
import { compileProgram, type Program } from './compile-program.ts';

/** A rectangle of the map in cells, drawn as a frame around it. */
export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: Tone;
  /** Pixels of the screen. */
  readonly stroke: number;
  /** With a dark line on both sides, so that it is seen on every ground. */
  readonly isLined: boolean;
  /** Pixels of the screen that its inside has at least. */
  readonly least: number;
}

const FLOATS = 7;
/** Four corners, each outside and inside. */
const CORNERS = 8;
/** 16 bits count their corners. */
const MOST_FRAMES = 4_096;
const VERTEX = `
layout(location = 0) in vec3 corner; // x, y, 0 outside to 1 inside
layout(location = 1) in vec4 paint; // its colour, whether it is lined
uniform vec2 extent; out float across; flat out vec4 tone;
void main() {
  gl_Position = vec4(corner.x / extent.x * 2.0 - 1.0, 1.0 - corner.y / extent.y * 2.0, 0.0, 1.0);
  across = corner.z; tone = paint;
}`;
const FRAGMENT = `
in float across; flat in vec4 tone; out vec4 colour;
void main() {
  bool isLine = tone.a > 0.5 && abs(across - 0.5) > 0.27;
  colour = vec4(isLine ? vec3(0.04) : tone.rgb, 1.0);
}`;

/** Frames around bricks and bytes. Rings, not rectangles: their inside costs nothing. */
export class FrameLayer {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: Program;
  readonly #array: WebGLVertexArrayObject;
  readonly #buffer: WebGLBuffer;
  readonly #floats = new Float32Array(MOST_FRAMES * CORNERS * FLOATS);

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
    this.#program = compileProgram(gl, VERTEX, FRAGMENT);
    this.#array = gl.createVertexArray();
    this.#buffer = gl.createBuffer();
    gl.bindVertexArray(this.#array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    for (const location of [0, 1]) gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(0, 3, gl.FLOAT, false, FLOATS * 4, 0);
    gl.vertexAttribPointer(1, 4, gl.FLOAT, false, FLOATS * 4, 12);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    const indices = new Uint16Array(MOST_FRAMES * RING.length).map(
      (_, at) => Math.floor(at / RING.length) * CORNERS + (RING[at % RING.length] ?? 0),
    );
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, indices, gl.STATIC_DRAW);
    gl.bindVertexArray(null);
  }

  draw(asked: readonly Frame[], camera: Camera, size: Size): void {
    if (asked.length === 0) return;
    // The last are the most important: the cursor and what is chosen.
    const frames = asked.slice(-MOST_FRAMES);
    const gl = this.#gl;
    this.#program.use();
    gl.bindVertexArray(this.#array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    let end = 0;
    for (const frame of frames) end = this.#put(frame, { camera, size, at: end });
    gl.bufferData(gl.ARRAY_BUFFER, this.#floats.subarray(0, end), gl.DYNAMIC_DRAW);
    gl.uniform2f(this.#program.at('extent'), size.width, size.height);
    gl.drawElements(gl.TRIANGLES, frames.length * RING.length, gl.UNSIGNED_SHORT, 0);
    gl.bindVertexArray(null);
  }

  /** Writes the eight corners of a frame, in pixels of the screen; where the next one begins. */
  #put(
    frame: Frame,
    { camera, size, at }: { readonly camera: Camera; readonly size: Size; readonly at: number },
  ): number {
    const { zoom } = camera;
    const { stroke, colour, least } = frame;
    const middleX = (frame.x + frame.width / 2 - camera.x) * zoom + size.width / 2;
    const middleY = (frame.y + frame.height / 2 - camera.y) * zoom + size.height / 2;
    const halfX = Math.max(least, frame.width * zoom) / 2;
    const halfY = Math.max(least, frame.height * zoom) / 2;
    let to = at;
    for (const [outX, outY] of OUTWARD)
      for (const inside of [0, 1]) {
        const grown = inside === 0 ? stroke : 0;
        this.#floats[to++] = Math.round(middleX + outX * halfX) + outX * grown;
        this.#floats[to++] = Math.round(middleY + outY * halfY) + outY * grown;
        this.#floats[to++] = inside;
        for (const part of colour) this.#floats[to++] = part;
        this.#floats[to++] = frame.isLined ? 1 : 0;
      }
    return to;
  }
}

/** The corners, clockwise. */
const OUTWARD = [
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
] as const;
/** Two triangles a side; even corners are outside, odd ones inside. */
const RING = [0, 1, 2, 3].flatMap((side) => {
  const [out, next] = [side * 2, ((side + 1) % 4) * 2];
  return [out, out + 1, next, next, out + 1, next + 1];
});
