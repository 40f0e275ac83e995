import type { MapEntry } from '../../core/foundry/map-manifest.ts';
import { brickFacts } from './brick-facts.ts';
import { type PageBrick, PageBricks } from './bricks.ts';
import { type Point, showingAll } from './camera.ts';
import { byId } from './element.ts';
import type { Overlay } from './gl/tile-layer.ts';
import { connectLive } from './live.ts';
import { type Loaded, LoadQueue } from './load-queue.ts';
import { MapView } from './map-view.ts';
import { startSearch } from './search-box.ts';
import { steer, zoomMiddle } from './steer.ts';
import { startTheme } from './theme.ts';

const SENT_EVERY = 100;

const bricks = new PageBricks();
const canvas = byId<HTMLCanvasElement>('canvas');
const empty = byId('empty');

function start(): void {
  let pointer: Point | undefined;
  const view = new MapView(canvas, bricks, () => point(view, pointer));
  let refreshList: () => void = () => undefined;
  const queue = new LoadQueue({
    bricks: bricks.all,
    camera: () => view.camera,
    onLoaded: (loaded) => {
      takeLoaded(view, loaded);
      refreshList();
    },
    onFailure: () => say('The server does not answer.'),
  });
  const choose = (brick: PageBrick | undefined, fly: boolean) => {
    const before = view.chosen;
    view.chosen = brick;
    for (const changed of [before, brick]) if (changed) view.show(changed);
    if (brick && fly) {
      view.camera = { x: brick.place.x + 0.5, y: brick.place.y + 0.5, zoom: Math.max(view.camera.zoom, 320) };
      byId('facts').replaceChildren(...brickFacts({ brick }));
    }
    view.redraw();
  };
  refreshList = startSearch(view, bricks, (brick) => choose(brick, true));
  let sent = 0;
  const live = connectLive({
    onTile: (placed) => {
      takePlaced(view, [placed]);
      queue.run();
      refreshList();
    },
    onCamera: ({ target_x, target_y, target_zoom }) => {
      if (!byId<HTMLInputElement>('follow').checked) return;
      view.camera = { x: target_x, y: target_y, zoom: target_zoom };
      view.redraw();
    },
    onState: (isLive) => {
      const shown = byId('live');
      shown.textContent = isLive ? 'live' : 'not connected';
      shown.className = isLive ? 'live on' : 'live off';
      if (isLive) void load().catch(() => say('The map could not be read.'));
    },
  });
  const moved = () => {
    view.redraw();
    if (performance.now() - sent < SENT_EVERY) return;
    sent = performance.now();
    const { x, y, zoom } = view.camera;
    live.send({ type: 'camera_update', x, y, zoom, target_x: x, target_y: y, target_zoom: zoom });
  };
  async function load(): Promise<void> {
    const reply = await fetch('/api/map');
    const { placed } = (await reply.json()) as { readonly placed: readonly MapEntry[] };
    const isFirst = bricks.all.length === 0;
    takePlaced(view, placed);
    if (isFirst)
      view.camera = showingAll(
        bricks.all.map(({ place }) => place),
        view.size,
      );
    empty.hidden = bricks.all.length > 0;
    empty.textContent = 'The map is empty. Fold something: openspec-complete foundry watch <path>';
    refreshList();
    queue.run();
    view.draw();
    performance.mark('map-painted');
    document.documentElement.dataset.painted = 'true';
  }
  steer(canvas, view, moved);
  startKeys(view, { choose, moved });
  canvas.addEventListener('pointermove', ({ offsetX, offsetY, buttons }) => {
    pointer = buttons === 0 ? { x: offsetX, y: offsetY } : undefined;
    point(view, pointer);
  });
  canvas.addEventListener('click', (event) =>
    choose(view.aimAt({ x: event.offsetX, y: event.offsetY })?.brick, false),
  );
  startTheme(byId('theme'), () => view.redraw());
  for (const input of document.querySelectorAll<HTMLInputElement>('input[name="overlay"]'))
    input.addEventListener('change', () => {
      view.overlay = input.value as Overlay;
      view.redraw();
    });
  // For measuring and for tests: the page has no other way in.
  Object.assign(globalThis, { brickMap: { view, bricks } });
}

/** Takes over entries that are new or were folded again. */
function takePlaced(view: MapView, placed: readonly MapEntry[]): void {
  for (const entry of placed) {
    const known = bricks.named(entry.brick);
    const isSame =
      known?.place.timestamp === entry.timestamp && known.place.x === entry.x && known.place.y === entry.y;
    if (!isSame) view.forget(bricks.put(entry));
  }
  view.redraw();
}

function takeLoaded(view: MapView, loaded: readonly Loaded[]): void {
  for (const { brick, card, thumbnail } of loaded) {
    if (card && !('damage' in card)) brick.card = card;
    brick.hasThumbnail = thumbnail !== undefined;
    if (thumbnail) view.setThumbnail(brick, thumbnail);
    view.show(brick);
  }
  view.redraw();
}

/** Shows what the pointer is on. */
function point(view: MapView, pointer: Point | undefined): void {
  view.aim = pointer && view.aimAt(pointer);
  if (view.aim) byId('facts').replaceChildren(...brickFacts(view.aim));
  view.redraw();
}

function startKeys(
  view: MapView,
  on: { readonly choose: (brick: PageBrick | undefined, fly: boolean) => void; readonly moved: () => void },
): void {
  const showAll = () => {
    view.camera = showingAll(
      bricks.all.map(({ place }) => place),
      view.size,
    );
    on.moved();
  };
  const zoom = (factor: number) => {
    zoomMiddle(view, factor);
    on.moved();
  };
  const overlay = (name: Overlay) =>
    document.querySelector<HTMLInputElement>(`input[name="overlay"][value="${name}"]`)?.click();
  const keys: Record<string, () => void> = {
    '+': () => zoom(1.5),
    '=': () => zoom(1.5),
    '-': () => zoom(1 / 1.5),
    '0': showAll,
    '/': () => byId('search').focus(),
    b: () => overlay('none'),
    e: () => overlay('entropy'),
    s: () => overlay('security'),
    Escape: () => on.choose(undefined, false),
  };
  addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLInputElement && event.target.type === 'search';
    const act = keys[event.key];
    if (isTyping || !act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  canvas.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    on.choose(bricks.at(view.camera.x, view.camera.y), true);
  });
  byId('zoom-in').addEventListener('click', () => zoom(1.5));
  byId('zoom-out').addEventListener('click', () => zoom(1 / 1.5));
  byId('fit').addEventListener('click', showAll);
}

function say(text: string): void {
  empty.hidden = bricks.all.length > 0;
  empty.textContent = text;
}

try {
  start();
} catch (error) {
  empty.hidden = false;
  empty.textContent = error instanceof Error ? error.message : String(error);
}
