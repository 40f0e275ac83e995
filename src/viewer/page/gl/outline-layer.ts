import type { Camera, Size } from '../camera.ts';
import { compileProgram } from './compile-program.ts';

/** A rectangle of the map in cells, drawn as a frame two pixels wide. */
export interface Outline {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, 0 to 1. */
  readonly colour: readonly [number, number, number];
}

const FLOATS = 8;
const VERTEX = `
layout(location = 0) in vec4 box; layout(location = 1) in vec4 paint;
uniform vec2 scale; uniform vec2 pixel; out vec2 inside; flat out vec3 tone; flat out vec2 extent;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  vec2 grown = box.zw + 4.0 * pixel;
  vec2 cell = box.xy - 2.0 * pixel + grown * corner;
  gl_Position = vec4(cell.x * scale.x, -cell.y * scale.y, 0.0, 1.0);
  extent = grown / pixel; inside = corner * extent; tone = paint.rgb;
}`;
const FRAGMENT = `
in vec2 inside; flat in vec3 tone; flat in vec2 extent; out vec4 colour;
void main() {
  vec2 far = extent - inside;
  float edge = min(min(inside.x, inside.y), min(far.x, far.y));
  if (edge > 2.0) discard;
  colour = vec4(tone, 1.0);
}`;

/** Frames around bytes: security notes, and what the pointer is on. */
export class OutlineLayer {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  readonly #array: WebGLVertexArrayObject;
  readonly #buffer: WebGLBuffer;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
    this.#program = compileProgram(gl, VERTEX, FRAGMENT);
    this.#array = gl.createVertexArray();
    this.#buffer = gl.createBuffer();
    gl.bindVertexArray(this.#array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    for (const location of [0, 1]) {
      gl.enableVertexAttribArray(location);
      gl.vertexAttribPointer(location, 4, gl.FLOAT, false, FLOATS * 4, location * 16);
      gl.vertexAttribDivisor(location, 1);
    }
    gl.bindVertexArray(null);
  }

  draw(outlines: readonly Outline[], camera: Camera, size: Size): void {
    if (outlines.length === 0) return;
    const gl = this.#gl;
    gl.useProgram(this.#program);
    gl.bindVertexArray(this.#array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    const numbers = outlines.flatMap(({ x, y, width, height, colour }) => [
      x - camera.x,
      y - camera.y,
      width,
      height,
      ...colour,
      1,
    ]);
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array(numbers), gl.DYNAMIC_DRAW);
    const uniform = (name: string) => gl.getUniformLocation(this.#program, name);
    gl.uniform2f(uniform('scale'), (2 * camera.zoom) / size.width, (2 * camera.zoom) / size.height);
    gl.uniform2f(uniform('pixel'), 1 / camera.zoom, 1 / camera.zoom);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, outlines.length);
    gl.bindVertexArray(null);
  }
}
