import { hilbertOffset } from '../../core/bricks/hilbert-curve.ts';
import type { Aim } from './brick-facts.ts';
import { squaresOf } from './brick-offsets.ts';
import { type PageBrick, type PageBricks, severityOf } from './bricks.ts';
import { type Camera, type Point, type Size, toMap } from './camera.ts';
import { Details } from './details.ts';
import { DetailLayer } from './gl/detail-layer.ts';
import { type Outline, OutlineLayer } from './gl/outline-layer.ts';
import { type Overlay, TileLayer } from './gl/tile-layer.ts';

/** Pixels of the screen from which on a brick is worth its whole texture. */
const DETAIL_FROM = 72;
const MOST_DETAILS = 48;
/** The part of a cell a brick fills, as in the shaders. */
const MARGIN = 0.03;
const DARK = [0.04, 0.05, 0.06] as const;
const LIGHT = [0.89, 0.91, 0.93] as const;
const RED = [0.95, 0.27, 0.27] as const;
const YELLOW = [1, 0.85, 0.2] as const;

/** Draws the bricks as the camera sees them, and tells what lies under a point. Draws only when something changed. */
export class MapView {
  camera: Camera = { x: 0.5, y: 0.5, zoom: 100 };
  overlay: Overlay = 'none';
  aim: Aim | undefined;
  chosen: PageBrick | undefined;
  found: ReadonlySet<PageBrick> = new Set();
  isSearching = false;
  frames = 0;
  readonly #canvas: HTMLCanvasElement;
  readonly #gl: WebGL2RenderingContext;
  readonly #bricks: PageBricks;
  readonly #tiles: TileLayer;
  readonly #details: Details;
  readonly #detailLayer: DetailLayer;
  readonly #outlines: OutlineLayer;
  #isAsked = false;

  /** @param onDetail a brick's bytes have arrived. Throws when the browser has no WebGL2. */
  constructor(canvas: HTMLCanvasElement, bricks: PageBricks, onDetail: () => void) {
    const gl = canvas.getContext('webgl2', { antialias: false, alpha: false });
    if (!gl) throw new Error('This browser has no WebGL2, which the map is drawn with.');
    this.#canvas = canvas;
    this.#gl = gl;
    this.#bricks = bricks;
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    this.#tiles = new TileLayer(gl);
    this.#detailLayer = new DetailLayer(gl);
    this.#details = new Details(this.#detailLayer, () => {
      onDetail();
      this.redraw();
    });
    this.#outlines = new OutlineLayer(gl);
    new ResizeObserver(() => this.redraw()).observe(canvas);
  }

  get size(): Size {
    return { width: this.#canvas.clientWidth, height: this.#canvas.clientHeight };
  }

  /** Asks for a frame; asking often gives one. */
  redraw(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    requestAnimationFrame(() => {
      this.#isAsked = false;
      this.draw();
    });
  }

  /** Takes over what a brick looks like now. */
  show(brick: PageBrick): void {
    const { card, place } = brick;
    const isFound = this.found.has(brick);
    this.#tiles.setLook(brick.index, {
      x: place.x,
      y: place.y,
      hasThumbnail: brick.hasThumbnail,
      entropy: card ? card.entropy / 8 : -1,
      severity: severityOf(card),
      emphasis: brick === this.chosen ? 3 : isFound ? 2 : this.isSearching ? 1 : 0,
    });
  }

  showAll(): void {
    for (const brick of this.#bricks.all) this.show(brick);
    this.redraw();
  }

  setThumbnail(brick: PageBrick, thumbnail: Uint8Array): void {
    this.#tiles.setThumbnail(brick.index, thumbnail);
  }

  /** What was loaded of a brick is no longer so. */
  forget(brick: PageBrick): void {
    this.#details.drop(brick);
    this.show(brick);
  }

  /** The brick under a point of the screen, and which byte of it. */
  aimAt(point: Point): Aim | undefined {
    const at = toMap(this.camera, this.size, point);
    const brick = this.#bricks.at(at.x, at.y);
    if (!brick) return undefined;
    const decoded = this.#details.get(brick);
    const card = brick.card;
    const inside = (value: number) => (value - Math.floor(value) - MARGIN) / (1 - 2 * MARGIN);
    const [x, y] = [inside(at.x), inside(at.y)];
    if (!card || x < 0 || x >= 1 || y < 0 || y >= 1) return { brick, ...(decoded && { decoded }) };
    const pixel = { x: Math.floor(x * card.side), y: Math.floor(y * card.side) };
    const offset = hilbertOffset(Math.log2(card.side), pixel);
    return { brick, ...(decoded && { decoded }), ...(offset < card.bytes && { offset }) };
  }

  draw(): void {
    const gl = this.#gl;
    const ratio = devicePixelRatio;
    const size = this.size;
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (this.#canvas.width !== width || this.#canvas.height !== height)
      Object.assign(this.#canvas, { width, height });
    gl.viewport(0, 0, width, height);
    const isDark = document.documentElement.dataset.theme === 'dark';
    const [red, green, blue] = isDark ? DARK : LIGHT;
    gl.clearColor(red, green, blue, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    this.#tiles.draw(this.camera, size, this.overlay);
    const near = this.camera.zoom >= DETAIL_FROM ? this.#visible(size) : [];
    for (const brick of near) this.#details.want(brick);
    const ready = near.filter((brick) => this.#details.get(brick) !== undefined);
    this.#detailLayer.draw(
      ready.map((brick) => ({
        index: brick.index,
        x: brick.place.x,
        y: brick.place.y,
        dim: this.isSearching && !this.found.has(brick),
      })),
      { camera: this.camera, size, overlay: this.overlay },
    );
    this.#outlines.draw(this.#outlinesOf(near), this.camera, size);
    this.frames++;
  }

  /** Waits for the graphics side: `gl.finish` does not. For measuring. */
  drawAndWait(): void {
    this.draw();
    this.#gl.readPixels(0, 0, 1, 1, this.#gl.RGBA, this.#gl.UNSIGNED_BYTE, new Uint8Array(4));
  }

  /** Bricks on the screen, those in its middle first. */
  #visible(size: Size): readonly PageBrick[] {
    const { x, y } = this.camera;
    const from = toMap(this.camera, size, { x: 0, y: 0 });
    const to = toMap(this.camera, size, { x: size.width, y: size.height });
    const bricks: PageBrick[] = [];
    for (let row = Math.floor(from.y); row <= to.y; row++)
      for (let column = Math.floor(from.x); column <= to.x; column++) {
        const brick = this.#bricks.at(column, row);
        if (brick) bricks.push(brick);
      }
    const distance = ({ place }: PageBrick) => (place.x + 0.5 - x) ** 2 + (place.y + 0.5 - y) ** 2;
    return bricks.sort((a, b) => distance(a) - distance(b)).slice(0, MOST_DETAILS);
  }

  #outlinesOf(near: readonly PageBrick[]): readonly Outline[] {
    const outlines = near.flatMap((brick) =>
      (brick.card?.notes ?? []).slice(0, 32).flatMap((note) => boxes(brick, note, RED)),
    );
    const { aim } = this;
    if (aim?.offset === undefined || this.camera.zoom < DETAIL_FROM) return outlines;
    return [...outlines, ...boxes(aim.brick, { offset: aim.offset, length: 1 }, YELLOW)];
  }
}

function boxes(
  { place, card }: PageBrick,
  range: { readonly offset: number; readonly length: number },
  colour: Outline['colour'],
): readonly Outline[] {
  if (!card) return [];
  const pixel = (1 - 2 * MARGIN) / card.side;
  return squaresOf(range, Math.log2(card.side)).map(({ x, y, side }) => ({
    x: place.x + MARGIN + x * pixel,
    y: place.y + MARGIN + y * pixel,
    width: side * pixel,
    height: side * pixel,
    colour,
  }));
}
