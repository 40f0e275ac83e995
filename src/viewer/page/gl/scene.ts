import type { Camera, Size } from '../camera.ts';
import type { Tone } from './byte-colour.ts';
import { type Detail, DetailLayer } from './detail-layer.ts';
import { type Frame, FrameLayer } from './frame-layer.ts';
import { type Marked, NoteLayer } from './note-layer.ts';
import type { Overlay } from './overlay-colour.ts';
import { TileLayer } from './tile-layer.ts';

/** Bytes uploaded a frame: the map is still moved while large bricks arrive. */
const UPLOADED_AT_ONCE = 1_048_576;
/** Thumbnails drawn one by one; from there on all of them at once are cheaper. */
const MOST_SINGLE = 256;

/** One picture of the map. */
export interface Picture {
  readonly camera: Camera;
  readonly size: Size;
  /** Pixels of the canvas for a pixel of `size`. */
  readonly ratio: number;
  readonly overlay: Overlay;
  readonly ground: Tone;
  /** The bricks on the screen when it is near; undefined from afar, where all of them are drawn. */
  readonly near: readonly (Detail & Marked)[] | undefined;
  readonly frames: readonly Frame[];
}

/** Everything on the graphics side. Made anew when the browser lost it. */
export class Scene {
  readonly tiles: TileLayer;
  readonly details: DetailLayer;
  readonly #gl: WebGL2RenderingContext;
  readonly #notes: NoteLayer;
  readonly #frames: FrameLayer;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
    this.tiles = new TileLayer(gl);
    this.details = new DetailLayer(gl);
    this.#notes = new NoteLayer(gl);
    this.#frames = new FrameLayer(gl);
  }

  /** Whether more of what is near has still to be uploaded: then another picture is worth drawing. */
  draw({ camera, size, ratio, overlay, ground, near, frames }: Picture): boolean {
    const gl = this.#gl;
    gl.viewport(0, 0, Math.round(size.width * ratio), Math.round(size.height * ratio));
    gl.clearColor(...ground, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const isMore = this.details.upload(UPLOADED_AT_ONCE);
    // What is drawn whole is not drawn as a thumbnail below: without a graphics card that is half the time.
    const isWhole = ({ index }: Detail) => this.details.has(index);
    const rest = near?.filter((brick) => !isWhole(brick)).map(({ index }) => index) ?? [];
    this.tiles.draw({ camera, size, overlay }, near && rest.length <= MOST_SINGLE ? rest : undefined);
    if (near) {
      this.details.draw(near.filter(isWhole), { camera, size, isEntropy: overlay === 'entropy' });
      this.#notes.draw(near, { camera, size, strength: overlay === 'security' ? 0.85 : 0.4 });
    }
    this.#frames.draw(frames, camera, size);
    return isMore;
  }
}
