import type { Camera, Size } from '../camera.ts';
import { byteColour } from './byte-colour.ts';
import { compileProgram, type Program } from './compile-program.ts';
import { HEAT, type Overlay, SEVERITY_TONES } from './overlay-colour.ts';

/** Pixels of a thumbnail's side, and thumbnails of an atlas page's side. */
const THUMB = 16;
const PER_SIDE = 64;
const PER_PAGE = PER_SIDE * PER_SIDE;
const FLOATS = 8;
const STATES = { absent: -2, damaged: -1, loading: 0, shown: 1 } as const;
const EMPHASES = { none: 0, dimmed: 1, found: 2 } as const;

/** How one brick looks from afar. */
export interface TileLook {
  readonly x: number;
  readonly y: number;
  /** `absent` draws nothing: nothing stands at this index any more. */
  readonly state: keyof typeof STATES;
  /** 0 to 1; negative while it is not known. */
  readonly entropy: number;
  /** 0: no notes, 1: low … 4: critical. */
  readonly severity: number;
  readonly emphasis: keyof typeof EMPHASES;
}

/** Gaps are snapped to pixels, as parts of them make a moiré; below 8 pixels there are none. Whole textures are not snapped. */
const VERTEX = `
layout(location = 0) in vec4 place; // x, y, state, entropy
layout(location = 1) in vec4 look;  // severity, emphasis, slot in its page, unused
uniform vec2 centre; uniform vec2 extent; uniform int overlay; uniform float pixels; uniform vec3 tones[4];
out vec2 at; out vec2 thumb; flat out vec4 cover; flat out vec4 frame; flat out float lined;
flat out float isDamaged;
${HEAT}
void main() {
  at = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1);
  vec2 screen = (place.xy + at - centre) * pixels + extent * 0.5;
  float gap = 0.06 * pixels;
  if (pixels >= 72.0) screen += gap * (0.5 - at);
  else if (pixels >= 8.0) screen = floor(screen + 0.5) - at * max(1.0, floor(gap));
  gl_Position = place.z < -1.5 ? vec4(2.0, 2.0, 0.0, 1.0)
    : vec4(vec2(1.0, -1.0) * (screen / extent * 2.0 - 1.0), 0.0, 1.0);
  vec2 corner = vec2(mod(look.z, ${PER_SIDE}.0), floor(look.z / ${PER_SIDE}.0));
  thumb = (corner + mix(vec2(0.5 / ${THUMB}.0), vec2(1.0 - 0.5 / ${THUMB}.0), at)) / ${PER_SIDE}.0;
  float dim = look.y > 0.5 && look.y < 1.5 ? 0.25 : 1.0;
  isDamaged = place.z < -0.5 ? 1.0 : 0.0;
  // The thumbnail is covered by rgb as far as a says.
  cover = vec4(0.0, 0.0, 0.0, 1.0 - dim);
  if (place.z < 0.5) cover = vec4(vec3(0.28, 0.31, 0.36) * dim, 1.0);
  else if (overlay == 1 && place.w >= 0.0) cover = vec4(heat(place.w) * dim, 1.0);
  else if (overlay == 2) cover = look.x > 0.5
    ? vec4(tones[int(look.x) - 1] * dim, 1.0) : vec4(0.0, 0.0, 0.0, 1.0 - 0.4 * dim);
  // The frame's colour, and its width as part of the brick.
  frame = vec4(0.0);
  if (pixels >= 8.0) frame = vec4(0.44, 0.48, 0.54, 1.0 / pixels);
  if (pixels >= 8.0 && look.x > 0.5) frame = vec4(tones[int(look.x) - 1] * dim, min(2.0 / pixels, 0.12));
  if (look.y > 1.5) frame = vec4(0.35, 0.85, 1.0, min(3.0 / pixels, 0.2));
  lined = look.y > 1.5 && pixels > 12.0 ? 1.0 / pixels : 0.0;
}`;

const FRAGMENT = `
in vec2 at; in vec2 thumb; flat in vec4 cover; flat in vec4 frame; flat in float lined;
flat in float isDamaged; uniform sampler2D atlas; out vec4 colour;
void main() {
  vec3 paint = cover.a < 1.0 ? mix(texture(atlas, thumb).rgb, cover.rgb, cover.a) : cover.rgb;
  if (isDamaged > 0.5 && min(abs(at.x - at.y), abs(1.0 - at.x - at.y)) < 0.05) paint = vec3(0.95, 0.55, 0.5);
  if (frame.a > 0.0) {
    float edge = min(min(at.x, at.y), min(1.0 - at.x, 1.0 - at.y));
    if (edge < frame.a) paint = edge < lined ? vec3(0.04) : frame.rgb;
  }
  colour = vec4(paint, 1.0);
}`;

/**
 * All bricks at once, with thumbnails from atlas pages of 4,096. Plain triangles: without a graphics card an instance
 * each costs twenty times as much (200 ms for 10,000).
 */
export class TileLayer {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: Program;
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
    const { x, y, entropy, severity } = look;
    const [state, emphasis] = [STATES[look.state], EMPHASES[look.emphasis]];
    const floats = [x, y, state, entropy, severity, emphasis, index % PER_PAGE, 0];
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

  /** Draws every brick, or those with these indices alone. */
  draw(seen: { camera: Camera; size: Size; overlay: Overlay }, only?: readonly number[]): void {
    const gl = this.#gl;
    if (this.#count === 0 || only?.length === 0) return;
    const { camera, size, overlay } = seen;
    this.#program.use();
    gl.bindVertexArray(this.#array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    if (this.#isStale) gl.bufferData(gl.ARRAY_BUFFER, this.#looks, gl.DYNAMIC_DRAW);
    this.#isStale = false;
    const { at } = this.#program;
    gl.uniform2f(at('centre'), camera.x, camera.y);
    gl.uniform2f(at('extent'), size.width, size.height);
    gl.uniform1i(at('overlay'), { none: 0, entropy: 1, security: 2 }[overlay]);
    gl.uniform1f(at('pixels'), camera.zoom);
    gl.uniform3fv(at('tones'), SEVERITY_TONES.flat());
    for (let page = 0; page * PER_PAGE < this.#count; page++) {
      const here = Math.min(PER_PAGE, this.#count - page * PER_PAGE);
      const wanted = only?.filter((index) => Math.floor(index / PER_PAGE) === page);
      if (wanted?.length === 0) continue;
      this.#bindPage(page);
      if (!wanted) gl.drawElements(gl.TRIANGLES, here * 6, gl.UNSIGNED_SHORT, 0);
      for (const index of wanted ?? [])
        gl.drawElements(gl.TRIANGLES, 6, gl.UNSIGNED_SHORT, (index % PER_PAGE) * 12);
    }
    gl.bindVertexArray(null);
  }

  #bindPage(page: number): void {
    const gl = this.#gl;
    gl.bindTexture(gl.TEXTURE_2D, this.#page(page));
    const first = page * PER_PAGE * 4 * FLOATS * 4;
    for (const location of [0, 1])
      gl.vertexAttribPointer(location, 4, gl.FLOAT, false, FLOATS * 4, first + location * 16);
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
