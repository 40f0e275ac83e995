import type { Camera, Size } from '../camera.ts';
import { BYTE_COLOUR, byteColour } from './byte-colour.ts';
import { compileProgram } from './compile-program.ts';

/** Pixels of a thumbnail's side, and thumbnails of an atlas page's side. */
const THUMB = 16;
const PER_SIDE = 64;
const PER_PAGE = PER_SIDE * PER_SIDE;
const FLOATS = 8;

export type Overlay = 'none' | 'entropy' | 'security';

/** How one brick looks from afar. */
export interface TileLook {
  readonly x: number;
  readonly y: number;
  readonly hasThumbnail: boolean;
  /** 0 to 1; negative while it is not known. */
  readonly entropy: number;
  /** 0: no notes, 1: critical. */
  readonly severity: number;
  /** 0: normal, 1: left out by the search, 2: found by it, 3: chosen. */
  readonly emphasis: number;
}

const VERTEX = `
layout(location = 0) in vec4 place; // x, y, has a thumbnail, entropy
layout(location = 1) in vec4 look;  // severity, emphasis, slot in its page, unused
uniform vec2 centre; uniform vec2 scale; uniform int overlay; uniform float pixels;
out vec2 at; out vec2 thumb; flat out vec4 cover; flat out vec4 frame;
${BYTE_COLOUR}
void main() {
  at = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1);
  vec2 cell = place.xy + mix(vec2(0.03), vec2(0.97), at) - centre;
  gl_Position = vec4(cell.x * scale.x, -cell.y * scale.y, 0.0, 1.0);
  vec2 corner = vec2(mod(look.z, ${PER_SIDE}.0), floor(look.z / ${PER_SIDE}.0));
  thumb = (corner + mix(vec2(0.5 / ${THUMB}.0), vec2(1.0 - 0.5 / ${THUMB}.0), at)) / ${PER_SIDE}.0;
  float dim = look.y > 0.5 && look.y < 1.5 ? 0.25 : 1.0;
  // The thumbnail is covered by rgb as far as a says.
  cover = vec4(0.0, 0.0, 0.0, 1.0 - dim);
  if (place.z < 0.5) cover = vec4(vec3(0.28, 0.31, 0.36) * dim, 1.0);
  if (overlay == 1 && place.w >= 0.0) cover = vec4(heat(place.w) * dim, 1.0);
  if (overlay == 2) cover = look.x > 0.0
    ? vec4(mix(vec3(0.95, 0.75, 0.25), vec3(0.92, 0.16, 0.20), look.x) * dim, 1.0)
    : vec4(0.0, 0.0, 0.0, 1.0 - 0.3 * dim);
  // The frame's colour, and its width as part of the brick.
  frame = vec4(0.0);
  if (overlay != 2 && look.x > 0.0 && pixels > 24.0) frame = vec4(0.92, 0.25, 0.25, 2.0 / pixels);
  if (look.y > 1.5) frame = vec4(0.35, 0.85, 1.0, 1.5 / pixels);
  if (look.y > 2.5) frame = vec4(1.0, 0.85, 0.2, 3.0 / pixels);
}`;

const FRAGMENT = `
in vec2 at; in vec2 thumb; flat in vec4 cover; flat in vec4 frame; uniform sampler2D atlas; out vec4 colour;
void main() {
  vec3 paint = cover.a < 1.0 ? mix(texture(atlas, thumb).rgb, cover.rgb, cover.a) : cover.rgb;
  if (frame.a > 0.0) {
    float edge = min(min(at.x, at.y), min(1.0 - at.x, 1.0 - at.y));
    if (edge < frame.a) paint = frame.rgb;
  }
  colour = vec4(paint, 1.0);
}`;

/**
 * All bricks at once, with thumbnails from atlas pages of 4,096. Plain triangles: without a graphics card an instance
 * each costs twenty times as much (200 ms for 10,000).
 */
export class TileLayer {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  readonly #array: WebGLVertexArrayObject;
  readonly #buffer: WebGLBuffer;
  readonly #pages: WebGLTexture[] = [];
  /** Four vertices a brick, alike but for their number. */
  #looks = new Float32Array(0);
  #count = 0;
  #isStale = false;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
    this.#program = compileProgram(gl, VERTEX, FRAGMENT);
    this.#array = gl.createVertexArray();
    this.#buffer = gl.createBuffer();
    gl.bindVertexArray(this.#array);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, triangles(), gl.STATIC_DRAW);
    for (const location of [0, 1]) gl.enableVertexAttribArray(location);
    gl.bindVertexArray(null);
  }

  /** The look of the brick with this index; indices are dense from 0. */
  setLook(index: number, look: TileLook): void {
    const most = Math.ceil((index + 1) / PER_PAGE) * PER_PAGE * 4 * FLOATS;
    if (most > this.#looks.length) {
      const grown = new Float32Array(most);
      grown.set(this.#looks);
      this.#looks = grown;
    }
    const { x, y, hasThumbnail, entropy, severity, emphasis } = look;
    const floats = [x, y, hasThumbnail ? 1 : 0, entropy, severity, emphasis, index % PER_PAGE, 0];
    for (let vertex = 0; vertex < 4; vertex++) this.#looks.set(floats, (index * 4 + vertex) * FLOATS);
    this.#count = Math.max(this.#count, index + 1);
    this.#isStale = true;
  }

  /** @param thumbnail 256 bytes, row by row */
  setThumbnail(index: number, thumbnail: Uint8Array): void {
    const gl = this.#gl;
    const slot = index % PER_PAGE;
    gl.bindTexture(gl.TEXTURE_2D, this.#page(Math.floor(index / PER_PAGE)));
    const [left, top] = [(slot % PER_SIDE) * THUMB, Math.floor(slot / PER_SIDE) * THUMB];
    const colours = new Uint8Array(thumbnail.length * 4);
    thumbnail.forEach((byte, at) => {
      colours.set(byteColour(byte), at * 4);
    });
    gl.texSubImage2D(gl.TEXTURE_2D, 0, left, top, THUMB, THUMB, gl.RGBA, gl.UNSIGNED_BYTE, colours);
  }

  draw(camera: Camera, size: Size, overlay: Overlay): void {
    const gl = this.#gl;
    if (this.#count === 0) return;
    gl.useProgram(this.#program);
    gl.bindVertexArray(this.#array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    if (this.#isStale) gl.bufferData(gl.ARRAY_BUFFER, this.#looks, gl.DYNAMIC_DRAW);
    this.#isStale = false;
    const uniform = (name: string) => gl.getUniformLocation(this.#program, name);
    gl.uniform2f(uniform('centre'), camera.x, camera.y);
    gl.uniform2f(uniform('scale'), (2 * camera.zoom) / size.width, (2 * camera.zoom) / size.height);
    gl.uniform1i(uniform('overlay'), { none: 0, entropy: 1, security: 2 }[overlay]);
    gl.uniform1f(uniform('pixels'), camera.zoom);
    for (let page = 0; page * PER_PAGE < this.#count; page++) {
      gl.bindTexture(gl.TEXTURE_2D, this.#page(page));
      const first = page * PER_PAGE * 4 * FLOATS * 4;
      for (const location of [0, 1])
        gl.vertexAttribPointer(location, 4, gl.FLOAT, false, FLOATS * 4, first + location * 16);
      const here = Math.min(PER_PAGE, this.#count - page * PER_PAGE);
      gl.drawElements(gl.TRIANGLES, here * 6, gl.UNSIGNED_SHORT, 0);
    }
    gl.bindVertexArray(null);
  }

  #page(index: number): WebGLTexture {
    const gl = this.#gl;
    const known = this.#pages[index];
    if (known) return known;
    const made = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, made);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, THUMB * PER_SIDE, THUMB * PER_SIDE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    this.#pages[index] = made;
    return made;
  }
}

/** Two triangles a brick for a page; 4 x 4,096 vertices fit 16 bits. */
function triangles(): Uint16Array {
  const indices = new Uint16Array(PER_PAGE * 6);
  for (let brick = 0; brick < PER_PAGE; brick++)
    indices.set(
      [0, 1, 2, 2, 1, 3].map((corner) => brick * 4 + corner),
      brick * 6,
    );
  return indices;
}
