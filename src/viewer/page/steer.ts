import { type Point, pan, zoomAt } from './camera.ts';
import type { MapView } from './map-view.ts';

const WHEEL = 0.0016;
/** Pixels that a pointer may move and still be a click. */
const STILL = 5;

export interface Steering {
  /** After every movement of the camera. */
  readonly onMoved: () => void;
  /** A pointer was pressed and let go where it was. */
  readonly onTap: (at: Point) => void;
  /** Where a pointer hovers; undefined when it does not. */
  readonly onHover: (at: Point | undefined) => void;
}

/** Moves the camera by pointer, wheel and touch. */
export function steer(canvas: HTMLCanvasElement, view: MapView, { onMoved, onTap, onHover }: Steering): void {
  const pointers = new Map<number, Point>();
  /** Where the only pointer was pressed, as long as it has not moved away. */
  let pressed: Point | undefined;
  const at = (event: MouseEvent): Point => ({ x: event.offsetX, y: event.offsetY });
  const zoom = (point: Point, factor: number) => {
    view.camera = zoomAt(view.camera, view.size, point, factor);
    onMoved();
  };
  const drag = (id: number, before: Point, now: Point) => {
    if (pressed && distance(pressed, now) > STILL) pressed = undefined;
    const other = [...pointers].find(([each]) => each !== id)?.[1];
    if (other) zoom(middle(now, other), distance(now, other) / Math.max(1, distance(before, other)));
    else if (!pressed) {
      view.camera = pan(view.camera, { x: now.x - before.x, y: now.y - before.y });
      onMoved();
    } else return;
    pointers.set(id, now);
  };
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    canvas.classList.add('dragging');
    pressed = pointers.size === 0 ? at(event) : undefined;
    pointers.set(event.pointerId, at(event));
  });
  canvas.addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    if (before) drag(event.pointerId, before, at(event));
    onHover(before ? undefined : at(event));
  });
  canvas.addEventListener('pointerleave', () => onHover(undefined));
  for (const end of ['pointerup', 'pointercancel'] as const)
    canvas.addEventListener(end, (event) => {
      if (!pointers.delete(event.pointerId)) return;
      if (pointers.size === 0) canvas.classList.remove('dragging');
      if (pressed && end === 'pointerup') onTap(at(event));
      pressed = undefined;
    });
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      zoom(at(event), Math.exp(-event.deltaY * WHEEL * (event.deltaMode === 1 ? 30 : 1)));
    },
    { passive: false },
  );
}

/** Zooms in the middle of the screen. */
export function zoomMiddle(view: MapView, factor: number): void {
  const { width, height } = view.size;
  view.camera = zoomAt(view.camera, view.size, { x: width / 2, y: height / 2 }, factor);
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
