import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServedViewer } from '../../src/viewer/serve-viewer.ts';
import { FakeBrickMap } from '../fakes/brick-map.ts';
import { Chromium, type ChromiumPage } from '../support/chromium.ts';
import { noise } from '../support/noise.ts';
import { servedViewer } from '../support/served-viewer.ts';

const bricks = new FakeBrickMap();
let viewer: ServedViewer;
let chromium: Chromium;

beforeAll(async () => {
  for (const [x, severity] of (['low', 'high', 'critical'] as const).entries())
    bricks.put({ x, y: 0, brick: `${severity}.brick`, timestamp: 1 }, noise(65_536, x), {
      entropy: 8,
      notes: [{ severity, text: severity, offset: 32_768, length: 16_384 }],
    });
  bricks.put({ x: 3, y: 0, brick: 'none.brick', timestamp: 1 }, noise(1024, 9), { entropy: 8 });
  viewer = await servedViewer(bricks);
  chromium = await Chromium.start();
}, 60_000);
afterAll(async () => {
  await chromium[Symbol.asyncDispose]();
  await viewer[Symbol.asyncDispose]();
});

async function opened(): Promise<ChromiumPage> {
  const page = await chromium.open(viewer.url);
  await page.until(
    'brickMap.bricks.all.length === 4 && brickMap.bricks.all.every((brick) => brick.thumbnail)',
  );
  return page;
}

/** Looks at a place from near by, when every brick is there with its bytes. */
async function lookAt(page: ChromiumPage, zoom: number): Promise<void> {
  await page.evaluate(`brickMap.view.camera = { x: 2, y: 0.5, zoom: ${zoom} }; brickMap.view.draw()`);
  if (zoom < 72) return;
  await page.until('brickMap.bricks.all.every((brick) => brickMap.view.details.get(brick))');
  // Each takes the upload of some more.
  for (let frame = 0; frame < 4; frame++) await page.evaluate('brickMap.view.draw()');
}

/** Red, green and blue on the screen at a place of the map, moved by pixels. */
function colourAt(page: ChromiumPage, x: number, y: number, by = 0): Promise<number[]> {
  return page.evaluate(`(() => {
    const { view } = brickMap;
    view.draw();
    const gl = document.getElementById('canvas').getContext('webgl2');
    const { width, height } = view.size;
    const at = new Uint8Array(4);
    const left = Math.round((${x} - view.camera.x) * view.camera.zoom + width / 2) + ${by};
    const top = Math.floor((${y} - view.camera.y) * view.camera.zoom + height / 2);
    gl.readPixels(left, height - 1 - top, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, at);
    return [...at.slice(0, 3)];
  })()`);
}

const overlay = (page: ChromiumPage, name: string) =>
  page.evaluate(`document.querySelector('input[value=${name}]').click()`);

test('frames of what is chosen and found are seen near by and from afar', async () => {
  const page = await opened();
  await page.evaluate(`document.querySelector('#results button').click()`);
  for (const [zoom, margin] of [
    [40, 0],
    [200, 0.03],
  ] as const) {
    await lookAt(page, zoom);
    expect(await colourAt(page, margin, 0.5, -3)).toEqual([255, 217, 51]);
    // Dark lines on both sides keep it apart from any ground.
    expect(await colourAt(page, margin, 0.5, -5)).toEqual([10, 10, 10]);
  }
  await page.press('Escape');
  await page.evaluate(`(() => {
    const field = document.getElementById('search');
    field.value = 'critical';
    field.dispatchEvent(new Event('input'));
  })()`);
  expect(await colourAt(page, 2.03, 0.5, -2)).toEqual([89, 217, 255]);
});

test('severities have colours of their own, near by as from afar', async () => {
  const page = await opened();
  await overlay(page, 'security');
  for (const zoom of [40, 200]) {
    await lookAt(page, zoom);
    // The third quarter of the curve: the lower right one.
    const tones = await Promise.all([0, 1, 2].map((x) => colourAt(page, x + 0.75, 0.75)));
    const [low, high, critical] = tones.map(([red = 0, green = 0, blue = 0]) => ({ red, green, blue }));
    expect(low?.green).toBeGreaterThan(190);
    expect(high?.green).toBeLessThan(130);
    expect(high?.blue).toBeLessThan(90);
    expect(critical?.blue).toBeGreaterThan(130);
    expect(Math.max(...(await colourAt(page, 3.75, 0.75)))).toBeLessThan(60);
  }
});

test('entropy means the same near by as from afar, and padding has none', async () => {
  const page = await opened();
  await overlay(page, 'entropy');
  await lookAt(page, 40);
  const [red = 0, green = 0] = await colourAt(page, 0.5, 0.5);
  await lookAt(page, 200);
  const near = await colourAt(page, 0.5, 0.5);
  // A fifth is the byte's own colour.
  expect(Math.abs((near[0] ?? 0) - red)).toBeLessThan(60);
  expect(Math.abs((near[1] ?? 0) - green)).toBeLessThan(70);
  expect(await colourAt(page, 3.75, 0.75)).toEqual([23, 26, 33]);
});

test('a lost graphics context comes back with the map', async () => {
  const page = await opened();
  await lookAt(page, 200);
  const before = await colourAt(page, 0.5, 0.5);
  await page.evaluate(
    `globalThis.lost = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context'); lost.loseContext()`,
  );
  await page.until(`document.getElementById('notice').textContent.includes('lost its graphics')`);
  await page.evaluate('lost.restoreContext()');
  await page.until(`document.getElementById('notice').hidden`);
  await lookAt(page, 200);
  expect(await colourAt(page, 0.5, 0.5)).toEqual(before);
  await lookAt(page, 40);
  expect(await colourAt(page, 0.5, 0.5)).not.toEqual([71, 79, 92]);
});

test('without WebGL2 the list, the search and the bytes are there, and the page says what is missing', async () => {
  const page = await chromium.open(
    viewer.url,
    { width: 1280, height: 800 },
    'HTMLCanvasElement.prototype.getContext = () => null',
  );
  await page.until(`document.getElementById('live').textContent === 'live'`);
  expect(await page.evaluate(`document.getElementById('notice').textContent`)).toContain('no WebGL2');
  await page.until(`document.querySelectorAll('#results button').length === 4`);
  await page.until('brickMap.bricks.all.every((brick) => brick.card)');
  await page.evaluate(`document.querySelector('#results button').click()`);
  await page.until(`document.querySelector('#facts mark')`);
  expect(page.complaints).toEqual([]);
});

test('a narrow page gives the map most of its height, and nothing is wider than the screen', async () => {
  const page = await chromium.open(viewer.url, { width: 360, height: 740 });
  await page.until(`document.querySelector('#results button')`);
  await page.evaluate(`document.querySelector('#results button').click()`);
  await page.until(`document.querySelector('#facts mark')`);
  const { widest, map, header } = await page.evaluate<Record<string, number>>(`({
    widest: Math.max(...[...document.querySelectorAll('body *:not(.skip):not(.unseen)')].map((each) => each.getBoundingClientRect().right)),
    map: document.querySelector('main').clientHeight,
    header: document.querySelector('header').clientHeight,
  })`);
  expect(widest).toBeLessThanOrEqual(360);
  expect(map).toBeGreaterThan(300);
  expect(header).toBeLessThan(110);
});
