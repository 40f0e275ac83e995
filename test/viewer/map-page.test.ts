import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ServedViewer } from '../../src/viewer/serve-viewer.ts';
import { FakeBrickMap } from '../fakes/brick-map.ts';
import { Chromium, type ChromiumPage } from '../support/chromium.ts';
import { servedViewer } from '../support/served-viewer.ts';

const bricks = new FakeBrickMap();
const TEXT = Buffer.from('All the world is a stage. '.repeat(2520));
let viewer: ServedViewer;
let chromium: Chromium;
let page: ChromiumPage;

beforeAll(async () => {
  bricks.put({ x: 0, y: 0, brick: 'text.brick', timestamp: 1 }, TEXT, {
    source: '/usr/share/play.txt',
    kind: 'text',
    tags: ['poem'],
    entropy: 3.4,
    summary: 'A line of a play.',
    ranges: [{ name: '.first', kind: 'section', offset: 0, length: 1000 }],
  });
  bricks.put({ x: 1, y: 0, brick: 'zero.brick', timestamp: 1 }, new Uint8Array(65_536), {
    tags: ['empty'],
    entropy: 0,
  });
  bricks.put({ x: 0, y: 1, brick: 'noise.brick', timestamp: 1 }, new Uint8Array(65_536).fill(255), {
    tags: ['packed'],
    entropy: 8,
    notes: [{ severity: 'critical', text: 'a key in plain sight', offset: 0, length: 256 }],
  });
  viewer = await servedViewer(bricks);
  chromium = await Chromium.start();
}, 60_000);
afterAll(async () => {
  await chromium[Symbol.asyncDispose]();
  await viewer[Symbol.asyncDispose]();
});

beforeEach(async () => {
  page = await chromium.open(viewer.url);
  await page.until('brickMap.bricks.all.length >= 3 && brickMap.bricks.all.every((brick) => brick.card)');
  await focusMap();
});

/** Red, green and blue on the screen at a place of the map. */
function colourAt(x: number, y: number): Promise<readonly number[]> {
  return page.evaluate(`(() => {
    const { view } = brickMap;
    view.draw();
    const gl = document.getElementById('canvas').getContext('webgl2');
    const { width, height } = view.size;
    const at = new Uint8Array(4);
    const left = (${x} - view.camera.x) * view.camera.zoom + width / 2;
    const top = (${y} - view.camera.y) * view.camera.zoom + height / 2;
    gl.readPixels(Math.floor(left), Math.floor(height - top), 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, at);
    return [...at.slice(0, 3)];
  })()`);
}

const focusMap = () => page.evaluate(`document.getElementById('canvas').focus()`);
const camera = () => page.evaluate<{ x: number; y: number; zoom: number }>('brickMap.view.camera');
const textOf = (id: string) => page.evaluate<string>(`document.getElementById('${id}').textContent`);
const lookAt = async (x: number, y: number, zoom: number) => {
  await page.evaluate(`brickMap.view.camera = { x: ${x}, y: ${y}, zoom: ${zoom} }; brickMap.view.redraw()`);
};
/** A place of the map in pixels of the page. */
const onScreen = (x: number, y: number) =>
  page.evaluate<{ x: number; y: number }>(`(() => {
    const { camera, size } = brickMap.view;
    const { left, top } = document.getElementById('canvas').getBoundingClientRect();
    return { x: left + size.width / 2 + (${x} - camera.x) * camera.zoom, y: top + size.height / 2 + (${y} - camera.y) * camera.zoom };
  })()`);

test('every brick is shown in the colours of its bytes, near and far', async () => {
  for (const zoom of [40, 300]) {
    await lookAt(1, 1, zoom);
    if (zoom > 72) await page.until('brickMap.bricks.all.every((brick) => brickMap.view.details.get(brick))');
    const [red, , blue] = await colourAt(0.5, 0.5);
    expect(blue).toBeGreaterThan(red ?? 0);
    expect(await colourAt(1.5, 0.5)).toEqual([23, 26, 33]);
    expect(await colourAt(0.5, 1.5)).toEqual([245, 245, 240]);
  }
  expect(page.complaints).toEqual([]);
});

test('pointing at a pixel tells the offset, the section and the bytes', async () => {
  await lookAt(0.5, 0.5, 600);
  await page.evaluate('brickMap.view.draw()');
  // The first pixel of the curve is the upper left one.
  await page.pointer('mouseMoved', await onScreen(0.03 + 0.94 / 512, 0.03 + 0.94 / 512));
  await page.until(`document.querySelector('#facts pre')`);
  const facts = await textOf('facts');
  expect(facts).toContain('/usr/share/play.txt');
  expect(facts).toContain('A line of a play.');
  expect(facts).toContain('0x0 (0)');
  expect(facts).toContain('.first');
  expect(facts).toContain('00000000 41 6c 6c 20 74 68 65 20 All the ');
});

test('the search dims the rest, lists what it found, and Enter flies there', async () => {
  const before = await colourAt(0.5, 1.5);
  await page.press('/');
  await page.type('poem');
  expect(await textOf('count')).toBe('1 of 3 found');
  const dimmed = await colourAt(0.5, 1.5);
  expect(dimmed[0]).toBeLessThan((before[0] ?? 0) / 2);
  await page.press('Enter');
  const { x, y, zoom } = await camera();
  expect([x, y]).toEqual([0.5, 0.5]);
  expect(zoom).toBeGreaterThanOrEqual(320);
  expect(await page.evaluate('brickMap.view.chosen.brick.place.brick')).toBe('text.brick');
  expect(await textOf('said')).toContain('/usr/share/play.txt: offset 0x0');
});

test('keys, wheel and pointer move the camera', async () => {
  await lookAt(1, 1, 100);
  await page.press('ArrowRight');
  expect(await camera()).toEqual({ x: 1.8, y: 1, zoom: 100 });
  await page.press('+');
  expect((await camera()).zoom).toBe(150);
  await page.press('0');
  expect((await camera()).zoom).toBeGreaterThan(150);
  await lookAt(1, 1, 100);
  const from = await onScreen(1, 1);
  await page.pointer('mousePressed', from);
  await page.pointer('mouseMoved', { x: from.x + 50, y: from.y - 30 });
  await page.pointer('mouseReleased', { x: from.x + 50, y: from.y - 30 });
  expect(await camera()).toEqual({ x: 0.5, y: 1.3, zoom: 100 });
  await page.pointer('mouseWheel', { ...from, deltaY: -100 });
  await page.until('brickMap.view.camera.zoom > 100');
});

test('overlays colour by entropy and by security notes', async () => {
  await lookAt(1, 1, 60);
  await page.press('e');
  const [cold, hot] = [await colourAt(1.5, 0.5), await colourAt(0.5, 1.5)];
  expect((hot[0] ?? 0) - (cold[0] ?? 0)).toBeGreaterThan(150);
  await page.press('s');
  const [red, green] = await colourAt(0.5, 1.5);
  expect(red).toBeGreaterThan(220);
  expect(green).toBeLessThan(60);
  expect(await page.evaluate(`getComputedStyle(document.querySelector('.key.security')).display`)).toBe(
    'flex',
  );
  expect(await page.evaluate(`document.querySelector('input[name=overlay]:checked').value`)).toBe('security');
});

test('a brick that is folded again changes on the page, and a new one appears, without a reload', async () => {
  await lookAt(1, 1, 40);
  bricks.put({ x: 1, y: 0, brick: 'zero.brick', timestamp: 2 }, new Uint8Array(65_536).fill(255), {
    tags: ['changed'],
  });
  bricks.put({ x: 1, y: 1, brick: 'later.brick', timestamp: 2 }, new Uint8Array(65_536).fill(255));
  await page.until(`brickMap.bricks.all.length === 4`);
  await page.until(
    `brickMap.bricks.all.find((brick) => brick.place.brick === 'zero.brick').card.tags[0] === 'changed'`,
  );
  await page.until(`brickMap.bricks.all.find((brick) => brick.place.brick === 'later.brick').thumbnail`);
  expect(await colourAt(1.5, 0.5)).toEqual([245, 245, 240]);
  expect(await colourAt(1.5, 1.5)).toEqual([245, 245, 240]);
});

test('a window follows the others only when it is asked to', async () => {
  const other = await chromium.open(viewer.url);
  await other.until(`document.getElementById('live').textContent === 'live'`);
  await page.until(`document.getElementById('live').textContent === 'live'`);
  await page.evaluate(`document.getElementById('follow').click()`);
  await lookAt(1, 1, 100);
  await other.evaluate(`document.getElementById('zoom-in').click()`);
  await page.until('brickMap.view.camera.zoom !== 100');
  const led = await other.evaluate('brickMap.view.camera');
  expect(await camera()).toEqual(led);
  await page.evaluate(`document.getElementById('fit').click()`);
  expect(await other.evaluate('brickMap.view.camera')).toEqual(led);
});

test('a brick in the middle can be chosen, and everything has a name, without a pointer', async () => {
  await lookAt(0.5, 0.5, 400);
  await page.press('Enter');
  expect(await textOf('facts')).toContain('A line of a play.');
  const tree = await page.accessible();
  const unnamed = tree.filter(
    ({ role, name }) =>
      ['button', 'link', 'searchbox', 'radio', 'checkbox', 'application'].includes(role) && name === '',
  );
  expect(unnamed).toEqual([]);
  expect(tree).toContainEqual({ role: 'searchbox', name: 'Search' });
});

test('dark and light follow the system until the button is pressed', async () => {
  const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  await page.emulate('light');
  const light = await ground();
  await page.emulate('dark');
  await page.until(`document.documentElement.dataset.theme === 'dark'`);
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.evaluate(`document.getElementById('theme').click()`);
  expect(await ground()).toBe(light);
  await page.evaluate(`localStorage.clear()`);
});

test('the page asks its own server alone', async () => {
  const hosts = await page.evaluate<string[]>(
    `[...new Set(performance.getEntriesByType('resource').map((entry) => new URL(entry.name).host))]`,
  );
  expect(hosts).toEqual([new URL(viewer.url).host]);
});

test('text of an artifact is text on the page', async () => {
  const hostile = '<img src=x onerror="document.title=`taken`">';
  bricks.put({ x: 0, y: 0, brick: 'text.brick', timestamp: 3 }, TEXT, {
    source: hostile,
    tags: [hostile],
    summary: hostile,
  });
  await page.until(
    `brickMap.bricks.all.find((brick) => brick.place.brick === 'text.brick').card?.source.startsWith('<img')`,
  );
  await page.press('/');
  await page.type('onerror');
  await page.press('Enter');
  expect(await textOf('facts')).toContain(hostile);
  expect(await page.evaluate('document.querySelectorAll("img").length')).toBe(0);
  expect(await page.evaluate('document.title')).toBe('Bricks · OpenSpec Complete');
});
