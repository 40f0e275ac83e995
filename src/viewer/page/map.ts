import type { MapEntry } from '../../core/foundry/map-manifest.ts';
import type { PlacedBricks } from '../../ports/brick-map.ts';
import { PageBricks, saidOf } from './bricks.ts';
import { type Point, showingAll } from './camera.ts';
import { Chooser } from './chooser.ts';
import { byId } from './element.ts';
import { startKeys } from './keys.ts';
import { connectLive } from './live.ts';
import { type Loaded, LoadQueue } from './load-queue.ts';
import { MapView } from './map-view.ts';
import { notice } from './notices.ts';
import { startSearch } from './search-box.ts';
import { steer } from './steer.ts';
import { startTheme } from './theme.ts';

/** Milliseconds. */
const SENT_EVERY = 100;
const SOON = 50;
const EMPTY = 'The map is empty. Fold something: openspec-complete foundry watch <path>';
const NO_WEBGL =
  'This browser has no WebGL2, which the map is drawn with. The list and the search work without it.';

const canvas = byId<HTMLCanvasElement>('canvas');
const bricks = new PageBricks();
const view = new MapView(canvas, bricks, (brick) => chooser.loaded(brick));
const chooser = new Chooser(view, () => refreshList());
const queue = new LoadQueue({
  bricks: bricks.all,
  camera: () => view.camera,
  onLoaded: (loaded) => {
    notice('server', null);
    for (const each of loaded) takeLoaded(each);
    refreshList();
  },
  onFailure: () => notice('server', 'The server does not answer.'),
});
const refreshList = startSearch(view, bricks, (brick) => chooser.choose({ brick }, true));
const live = connectLive({
  onTile: (placed) => {
    put(placed);
    changedSoon();
  },
  onRemoved: (removed) => {
    remove(removed);
    changedSoon();
  },
  onTrouble: (trouble) => notice('map', trouble),
  onCamera: ({ target_x, target_y, target_zoom }) => {
    if (!byId<HTMLInputElement>('follow').checked) return;
    view.camera = { x: target_x, y: target_y, zoom: target_zoom };
    view.redraw();
  },
  onState: (isLive) => {
    const shown = byId('live');
    shown.textContent = isLive ? 'live' : 'not connected';
    shown.className = isLive ? 'live on' : 'live off';
    if (isLive) void load().catch(() => notice('server', 'The map could not be read.'));
  },
});

let pointer: Point | undefined;
let sent = 0;
let isChangedSoon = false;
const moved = () => {
  hover(pointer);
  if (performance.now() - sent < SENT_EVERY) return;
  sent = performance.now();
  const { x, y, zoom } = view.camera;
  live.send({ type: 'camera_update', x, y, zoom, target_x: x, target_y: y, target_zoom: zoom });
};
steer(canvas, view, {
  onMoved: moved,
  onTap: (at) => {
    const aim = view.aimAt(at);
    if (aim) chooser.choose(aim, false);
    else chooser.release();
  },
  onHover: hover,
});
startKeys({ view, bricks, chooser }, moved);
startTheme(byId('theme'), () => view.redraw());
if (!view.isDrawing) notice('graphics', NO_WEBGL);
canvas.addEventListener('webglcontextlost', (event) => {
  // Otherwise it never comes back.
  event.preventDefault();
  notice('graphics', 'The browser lost its graphics. The map comes back with them.');
});
canvas.addEventListener('webglcontextrestored', () => {
  notice('graphics', null);
  view.rebuild();
});
chooser.show();
// For measuring and for tests: the page has no other way in.
Object.assign(globalThis, { brickMap: { view, bricks } });

/** Reads the whole map: at the start, and after each break of the live connection. */
async function load(): Promise<void> {
  const reply = await fetch('/api/map');
  const { placed, trouble } = (await reply.json()) as PlacedBricks;
  notice('server', null);
  notice('map', trouble ?? null);
  view.details.retry();
  const isFirst = bricks.all.length === 0;
  const names = new Map(placed.map((entry) => [`${entry.x},${entry.y}`, entry.brick]));
  for (const { place } of [...bricks.all])
    if (trouble === undefined && names.get(`${place.x},${place.y}`) !== place.brick) remove(place);
  for (const entry of placed) put(entry);
  if (isFirst)
    view.camera = showingAll(
      bricks.all.map(({ place }) => place),
      view.size,
    );
  placedChanged();
  view.draw();
  performance.mark('map-painted');
  document.documentElement.dataset.painted = 'true';
}

/** Takes over an entry that is new or was folded again. */
function put(entry: MapEntry): void {
  const isOther = bricks.at(entry.x, entry.y)?.place.brick !== entry.brick;
  const brick = bricks.put(entry);
  if (!brick) return;
  view.forget(brick);
  if (isOther && view.chosen?.brick === brick) chooser.release();
  else chooser.loaded(brick);
}

function remove(entry: MapEntry): void {
  const brick = bricks.remove(entry);
  if (!brick) return;
  view.remove(brick);
  if (view.chosen?.brick === brick) chooser.release();
  if (view.hovered?.brick === brick) hover(pointer);
}

/** Changes come in thousands, one message each. */
function changedSoon(): void {
  if (isChangedSoon) return;
  isChangedSoon = true;
  setTimeout(() => {
    isChangedSoon = false;
    placedChanged();
  }, SOON);
}

function placedChanged(): void {
  notice('empty', bricks.all.length > 0 ? null : EMPTY);
  queue.run();
  refreshList();
  view.redraw();
}

function takeLoaded({ brick, card, thumbnail }: Loaded): void {
  const damage = card && 'damage' in card ? card.damage : undefined;
  const whole = card && !('damage' in card) ? card : undefined;
  Object.assign(brick, { card: whole, damage, source: card?.source, thumbnail });
  brick.said = saidOf(brick);
  view.setThumbnail(brick);
  view.show(brick);
  chooser.loaded(brick);
}

/** Points at what is there, unless something is chosen. */
function hover(at: Point | undefined): void {
  pointer = at;
  view.hovered = at && view.aimAt(at);
  if (view.chosen) view.redraw();
  else chooser.show();
}
