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
const MOST_FRAMES = 8_191;
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
  readonly #indices: WebGLBuffer;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
    this.#program = compileProgram(gl, VERTEX, FRAGMENT);
    this.#array = gl.createVertexArray();
    this.#buffer = gl.createBuffer();
    this.#indices = gl.createBuffer();
    gl.bindVertexArray(this.#array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.#indices);
    for (const location of [0, 1]) gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(0, 3, gl.FLOAT, false, FLOATS * 4, 0);
    gl.vertexAttribPointer(1, 4, gl.FLOAT, false, FLOATS * 4, 12);
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
    const corners = frames.flatMap((frame) => ringOf(frame, camera, size));
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array(corners), gl.DYNAMIC_DRAW);
    const indices = frames.flatMap((_, frame) => RING.map((corner) => frame * CORNERS + corner));
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, new Uint16Array(indices), gl.DYNAMIC_DRAW);
    gl.uniform2f(this.#program.at('extent'), size.width, size.height);
    gl.drawElements(gl.TRIANGLES, indices.length, gl.UNSIGNED_SHORT, 0);
    gl.bindVertexArray(null);
  }
}

/** Two triangles a side; even corners are outside, odd ones inside. */
const RING = [0, 1, 2, 3].flatMap((side) => {
  const [out, next] = [side * 2, ((side + 1) % 4) * 2];
  return [out, out + 1, next, next, out + 1, next + 1];
});

function ringOf(frame: Frame, camera: Camera, size: Size): readonly number[] {
  const { zoom } = camera;
  const grownX = Math.max(0, frame.least - frame.width * zoom) / 2;
  const grownY = Math.max(0, frame.least - frame.height * zoom) / 2;
  const left = Math.round((frame.x - camera.x) * zoom + size.width / 2 - grownX);
  const top = Math.round((frame.y - camera.y) * zoom + size.height / 2 - grownY);
  const right = Math.round((frame.x + frame.width - camera.x) * zoom + size.width / 2 + grownX);
  const bottom = Math.round((frame.y + frame.height - camera.y) * zoom + size.height / 2 + grownY);
  const paint = [...frame.colour, frame.isLined ? 1 : 0];
  return [
    [left, top, -1, -1] as const,
    [right, top, 1, -1] as const,
    [right, bottom, 1, 1] as const,
    [left, bottom, -1, 1] as const,
  ].flatMap(([x, y, outX, outY]) => [
    ...[x + outX * frame.stroke, y + outY * frame.stroke, 0, ...paint],
    ...[x, y, 1, ...paint],
  ]);
}
