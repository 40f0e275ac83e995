import { type Point, pan, zoomAt } from './camera.ts';
import type { MapView } from './map-view.ts';

const STEP = 80;
const WHEEL = 0.0016;

/** Moves the camera by pointer, wheel, touch and keys; `onMoved` after every movement. */
export function steer(canvas: HTMLCanvasElement, view: MapView, onMoved: () => void): void {
  const pointers = new Map<number, Point>();
  const at = (event: MouseEvent): Point => ({ x: event.offsetX, y: event.offsetY });
  const zoom = (point: Point, factor: number) => {
    view.camera = zoomAt(view.camera, view.size, point, factor);
    onMoved();
  };
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    canvas.classList.add('dragging');
    pointers.set(event.pointerId, at(event));
  });
  canvas.addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    const now = at(event);
    pointers.set(event.pointerId, now);
    if (other) zoom(middle(now, other), distance(now, other) / Math.max(1, distance(before, other)));
    else {
      view.camera = pan(view.camera, { x: now.x - before.x, y: now.y - before.y });
      onMoved();
    }
  });
  for (const end of ['pointerup', 'pointercancel'] as const)
    canvas.addEventListener(end, (event) => {
      pointers.delete(event.pointerId);
      if (pointers.size === 0) canvas.classList.remove('dragging');
    });
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      zoom(at(event), Math.exp(-event.deltaY * WHEEL * (event.deltaMode === 1 ? 30 : 1)));
    },
    { passive: false },
  );
  canvas.addEventListener('keydown', (event) => {
    const moves: Record<string, Point> = {
      ArrowLeft: { x: STEP, y: 0 },
      ArrowRight: { x: -STEP, y: 0 },
      ArrowUp: { x: 0, y: STEP },
      ArrowDown: { x: 0, y: -STEP },
    };
    const by = moves[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    view.camera = pan(view.camera, by);
    onMoved();
  });
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
