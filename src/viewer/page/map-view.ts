import type { Aim } from './aim.ts';
import type { PageBrick, PageBricks } from './bricks.ts';
import { type Camera, MARGIN, type Point, type Size, toMap } from './camera.ts';
import { Details, MOST_BYTES } from './details.ts';
import { fetchingDecoded } from './fetch-decoded.ts';
import type { Frame } from './gl/frame-layer.ts';
import type { Overlay } from './gl/overlay-colour.ts';
import { type Picture, Scene } from './gl/scene.ts';
import { chosenFrame, framesOf, pixelFrame, tileLook, tintOf } from './looks.ts';
import { squaresOfNotes } from './note-squares.ts';

/** Pixels of the screen from which on a brick is worth its whole texture. */
const DETAIL_FROM = 72;
const MOST_DETAILS = 160;
const DARK = [0.04, 0.05, 0.06] as const;
const LIGHT = [0.89, 0.91, 0.93] as const;

/** Draws the bricks as the camera sees them, and tells what lies under a point. Draws only when something changed. */
export class MapView {
  camera: Camera = { x: 0.5, y: 0.5, zoom: 100 };
  overlay: Overlay = 'none';
  /** What the pointer is on. */
  hovered: Aim | undefined;
  /** What was chosen, with its cursor: the pointer changes nothing of it. */
  chosen: Aim | undefined;
  found: ReadonlySet<PageBrick> = new Set();
  isSearching = false;
  readonly details: Details;
  readonly #canvas: HTMLCanvasElement;
  readonly #gl: WebGL2RenderingContext | null;
  readonly #bricks: PageBricks;
  #scene: Scene | undefined;
  #isAsked = false;

  /** @param onDetail a brick's bytes have arrived, or cannot be had */
  constructor(canvas: HTMLCanvasElement, bricks: PageBricks, onDetail: (brick: PageBrick) => void) {
    this.#canvas = canvas;
    this.#bricks = bricks;
    this.#gl = canvas.getContext('webgl2', { antialias: false, alpha: false, depth: false });
    this.details = new Details(fetchingDecoded(), {
      take: ({ index }, decoded) => this.#scene?.details.take(index, decoded),
      release: ({ index }) => this.#scene?.details.release(index),
      onChange: (brick) => {
        onDetail(brick);
        this.redraw();
      },
    });
    this.rebuild();
    new ResizeObserver(() => this.redraw()).observe(canvas);
  }

  /** False when the browser has no WebGL2: everything but the picture is there. */
  get isDrawing(): boolean {
    return this.#gl !== null;
  }

  get size(): Size {
    return { width: this.#canvas.clientWidth, height: this.#canvas.clientHeight };
  }

  /** What the panel tells of. */
  get aim(): Aim | undefined {
    return this.chosen ?? this.hovered;
  }

  /** Makes everything on the graphics side anew. */
  rebuild(): void {
    this.details.dropAll();
    this.#scene = this.#gl ? new Scene(this.#gl) : undefined;
    for (const brick of this.#bricks.all) this.setThumbnail(brick);
    this.showAll();
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
    this.#scene?.tiles.setLook(brick.index, tileLook(brick, this));
  }

  showAll(): void {
    for (const brick of this.#bricks.all) this.show(brick);
    this.redraw();
  }

  setThumbnail({ index, thumbnail }: PageBrick): void {
    if (thumbnail) this.#scene?.tiles.setThumbnail(index, thumbnail);
  }

  /** What was loaded of a brick is no longer so. */
  forget(brick: PageBrick): void {
    this.details.drop(brick);
    this.show(brick);
  }

  /** A brick is gone. */
  remove(brick: PageBrick): void {
    this.details.drop(brick);
    this.#scene?.tiles.setLook(brick.index, { ...tileLook(brick, this), state: 'absent' });
  }

  /** The brick under a point of the screen, and which pixel of it. */
  aimAt(point: Point): Aim | undefined {
    const at = toMap(this.camera, this.size, point);
    const brick = this.#bricks.at(at.x, at.y);
    if (!brick?.card) return brick && { brick };
    const { side } = brick.card;
    const margin = this.camera.zoom < DETAIL_FROM ? 0 : MARGIN;
    const inside = (value: number) =>
      Math.floor(((value - Math.floor(value) - margin) / (1 - 2 * margin)) * side);
    const pixel = { x: inside(at.x), y: inside(at.y) };
    const isInside = Math.min(pixel.x, pixel.y) >= 0 && Math.max(pixel.x, pixel.y) < side;
    return isInside ? { brick, pixel } : { brick };
  }

  draw(): void {
    const { size, camera, overlay } = this;
    const ratio = devicePixelRatio;
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (this.#canvas.width !== width || this.#canvas.height !== height)
      Object.assign(this.#canvas, { width, height });
    const isNear = camera.zoom >= DETAIL_FROM;
    const visible = isNear ? this.#visible(size) : [];
    this.#want(visible);
    const near = visible.map((brick) => ({
      ...{ index: brick.index, x: brick.place.x, y: brick.place.y },
      tint: tintOf(brick, this),
      squares: squaresOfNotes(brick),
    }));
    const picture: Picture = {
      ...{ camera, size, ratio, overlay, frames: this.#frames(visible, isNear) },
      ground: document.documentElement.dataset.theme === 'dark' ? DARK : LIGHT,
      near: isNear ? near : undefined,
    };
    if (this.#gl?.isContextLost() === false && this.#scene?.draw(picture)) this.redraw();
  }

  /** Waits for the graphics side: `gl.finish` does not. For measuring. */
  drawAndWait(): void {
    this.draw();
    this.#gl?.readPixels(0, 0, 1, 1, this.#gl.RGBA, this.#gl.UNSIGNED_BYTE, new Uint8Array(4));
  }

  /** Asks for what can be kept at once; more would be loaded and let go for ever. */
  #want(visible: readonly PageBrick[]): void {
    const { chosen } = this;
    if (chosen?.brick.card) this.details.want(chosen.brick);
    let bytes = (chosen?.brick.card?.side ?? 0) ** 2;
    for (const brick of visible.slice(0, MOST_DETAILS)) {
      bytes += (brick.card?.side ?? 0) ** 2;
      if (bytes > MOST_BYTES) return;
      // Those that are here count as seen.
      if (brick.card && !this.details.get(brick)) this.details.want(brick);
    }
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
    return bricks.sort((a, b) => distance(a) - distance(b));
  }

  #frames(visible: readonly PageBrick[], isNear: boolean): readonly Frame[] {
    const frames = visible.flatMap((brick) => framesOf(brick, this));
    const { aim, chosen } = this;
    if (chosen) frames.push(chosenFrame(chosen.brick, isNear));
    if (isNear && aim?.pixel) frames.push(pixelFrame(aim.brick, aim.pixel));
    return frames;
  }
}
