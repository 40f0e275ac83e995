import type { PageBricks } from './bricks.ts';
import { type Point, pan, showingAll } from './camera.ts';
import type { Chooser } from './chooser.ts';
import { byId } from './element.ts';
import type { Overlay } from './gl/overlay-colour.ts';
import type { MapView } from './map-view.ts';
import { zoomMiddle } from './steer.ts';

/** Pixels of the screen. */
const STEP = 80;
const MOVES: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: STEP, y: 0 },
  ArrowRight: { x: -STEP, y: 0 },
  ArrowUp: { x: 0, y: STEP },
  ArrowDown: { x: 0, y: -STEP },
};

/**
 * Keys and buttons of the map. Letters and signs count only where the map has the focus, so that they disturb nobody who
 * speaks to the page (WCAG 2.2, 2.1.4).
 */
export function startKeys(
  { view, bricks, chooser }: { view: MapView; bricks: PageBricks; chooser: Chooser },
  onMoved: () => void,
): void {
  const canvas = byId('canvas');
  const showAll = () => {
    view.camera = showingAll(
      bricks.all.map(({ place }) => place),
      view.size,
    );
    onMoved();
  };
  const zoom = (factor: number) => {
    zoomMiddle(view, factor);
    onMoved();
  };
  const overlay = (name: Overlay) =>
    document.querySelector<HTMLInputElement>(`input[name="overlay"][value="${name}"]`)?.click();
  const chooseMiddle = () => {
    const aim = view.aimAt({ x: view.size.width / 2, y: view.size.height / 2 });
    if (aim) chooser.choose(aim, false);
  };
  const keys: Record<string, () => void> = {
    '+': () => zoom(1.5),
    '=': () => zoom(1.5),
    '-': () => zoom(1 / 1.5),
    '0': showAll,
    '/': () => byId('search').focus(),
    b: () => overlay('none'),
    e: () => overlay('entropy'),
    s: () => overlay('security'),
    Enter: chooseMiddle,
  };
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES[event.key];
    const act = keys[event.key];
    if (chooser.step(event)) event.preventDefault();
    else if (move) {
      event.preventDefault();
      view.camera = pan(view.camera, move);
      onMoved();
    } else if (act) {
      event.preventDefault();
      act();
    }
  });
  addEventListener('keydown', ({ key, target }) => {
    if (key === 'Escape' && target !== byId('search')) chooser.release();
  });
  byId('zoom-in').addEventListener('click', () => zoom(1.5));
  byId('zoom-out').addEventListener('click', () => zoom(1 / 1.5));
  byId('fit').addEventListener('click', showAll);
  for (const input of document.querySelectorAll<HTMLInputElement>('input[name="overlay"]'))
    input.addEventListener('change', () => {
      view.overlay = input.value as Overlay;
      document.body.dataset.overlay = input.value;
      view.redraw();
    });
}
