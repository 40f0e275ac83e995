import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ServedViewer } from '../../src/viewer/serve-viewer.ts';
import { FakeBrickMap } from '../fakes/brick-map.ts';
import { Chromium, type ChromiumPage } from '../support/chromium.ts';
import { servedViewer } from '../support/served-viewer.ts';

const bricks = new FakeBrickMap();
const BYTES = Uint8Array.from({ length: 65_536 }, (_, at) => at % 251);
let viewer: ServedViewer;
let chromium: Chromium;
let page: ChromiumPage;

beforeAll(async () => {
  const ranges = [{ name: '.first', kind: 'section', offset: 0, length: 64 }] as const;
  const notes = [{ severity: 'high', text: 'a key', offset: 5000, length: 16 }] as const;
  bricks.put({ x: 0, y: 0, brick: 'left.brick', timestamp: 1 }, BYTES, { ranges, notes });
  bricks.put({ x: 1, y: 0, brick: 'right.brick', timestamp: 1 }, BYTES);
  viewer = await servedViewer(bricks);
  chromium = await Chromium.start();
}, 60_000);
afterAll(async () => {
  await chromium[Symbol.asyncDispose]();
  await viewer[Symbol.asyncDispose]();
});
beforeEach(async () => {
  page = await chromium.open(viewer.url);
  await page.until('brickMap.bricks.all.length >= 2 && brickMap.bricks.all.every((brick) => brick.card)');
  await page.evaluate('brickMap.view.camera = { x: 1, y: 0.5, zoom: 400 }; brickMap.view.draw()');
  await page.until('brickMap.bricks.all.every((brick) => brickMap.view.details.get(brick))');
});

const facts = () => page.evaluate<string>(`document.getElementById('facts').innerText`);
const chosen = () => page.evaluate<string | undefined>('brickMap.view.chosen?.brick.place.brick');
const focused = () => page.evaluate<string>('document.activeElement.id || document.activeElement.tagName');
const camera = () => page.evaluate('brickMap.view.camera');
/** A place of the map in pixels of the page. */
const onScreen = (x: number, y: number) =>
  page.evaluate<{ x: number; y: number }>(`(() => {
    const { camera, size } = brickMap.view;
    const { left, top } = document.getElementById('canvas').getBoundingClientRect();
    return { x: left + size.width / 2 + (${x} - camera.x) * camera.zoom, y: top + size.height / 2 + (${y} - camera.y) * camera.zoom };
  })()`);
/** The middle of a pixel of the left brick. */
const pixel = (x: number, y: number) =>
  onScreen(0.03 + ((x + 0.5) / 256) * 0.94, 0.03 + ((y + 0.5) / 256) * 0.94);
const click = async (at: { x: number; y: number }) => {
  await page.pointer('mouseMoved', at);
  await page.pointer('mousePressed', at);
  await page.pointer('mouseReleased', at);
};
const chooseInList = (name: string) =>
  page.evaluate(
    `[...document.querySelectorAll('#results button')].find((each) => each.textContent.includes('${name}')).click()`,
  );

test('a click keeps the byte while the pointer goes on, and Escape lets go of it', async () => {
  await click(await pixel(0, 0));
  expect(await facts()).toContain('Chosen.');
  await page.pointer('mouseMoved', await onScreen(1.5, 0.5));
  expect(await facts()).toContain('/usr/bin/left');
  expect(await facts()).toContain('0x0 (0)');
  await page.press('Escape');
  expect(await chosen()).toBeUndefined();
  expect(await facts()).toContain('/usr/bin/right');
  await page.pointer('mouseMoved', { x: 1200, y: 700 });
  await page.until(`document.getElementById('facts').innerText.startsWith('Point at a brick')`);
});

test('arrow keys move the cursor, and offset, bytes and section follow', async () => {
  await click(await pixel(0, 0));
  const before = await camera();
  await page.press('PageDown');
  expect(await facts()).toContain('0x40 (64)');
  expect(await facts()).not.toContain('.first');
  expect(await page.evaluate(`document.querySelector('#facts mark').textContent`)).toBe('40');
  await page.press('Home');
  expect(await facts()).toContain('.first');
  // From the first pixel a curve of this order goes to the right.
  await page.press('ArrowRight');
  expect(await facts()).toContain('0x1 (1)');
  expect(await page.evaluate(`document.getElementById('said').textContent`)).toBe(
    '/usr/bin/left: offset 0x1, byte 01, .first',
  );
  await page.press('ArrowDown', { isShifted: true });
  expect(await page.evaluate('brickMap.view.chosen.pixel')).toEqual({ x: 1, y: 16 });
  expect(await camera()).toEqual(before);
  await page.evaluate('brickMap.view.camera = { x: 0, y: 0, zoom: 4000 }');
  await page.press('End');
  expect(await camera()).not.toMatchObject({ x: 0 });
  expect(await facts()).toContain('0xffff (65,535)');
});

test('a finger chooses the byte that it touches', async () => {
  await page.tap(await pixel(1, 0));
  await page.until(`document.getElementById('facts').innerText.includes('Chosen.')`);
  expect(await chosen()).toBe('left.brick');
  expect(await facts()).toContain('0x1 (1)');
});

test('dragging chooses nothing, and pressing beside every brick lets go', async () => {
  const from = await pixel(9, 9);
  await page.pointer('mouseMoved', from);
  await page.pointer('mousePressed', from);
  await page.pointer('mouseMoved', { x: from.x + 60, y: from.y });
  await page.pointer('mouseReleased', { x: from.x + 60, y: from.y });
  expect(await chosen()).toBeUndefined();
  await click(await pixel(9, 9));
  expect(await chosen()).toBe('left.brick');
  await click(await onScreen(1.5, -0.3));
  expect(await chosen()).toBeUndefined();
});

test('what is chosen in the list stays, whatever the pointer was on and whatever arrives', async () => {
  await page.pointer('mouseMoved', await onScreen(1.5, 0.5));
  await chooseInList('left');
  expect(await focused()).toBe('canvas');
  await page.evaluate('brickMap.view.details.dropAll(); brickMap.view.redraw()');
  await page.until('brickMap.bricks.all.every((brick) => brickMap.view.details.get(brick))');
  expect(await facts()).toContain('/usr/bin/left');
  expect(await facts()).toContain('0x0 (0)');
});

test('a security note leads to its bytes', async () => {
  await chooseInList('left');
  await page.evaluate(`document.querySelector('#facts .go').click()`);
  expect(await facts()).toContain('0x1388 (5,000)');
});

test('the focus stays in the list while bricks come, change and go', async () => {
  await page.evaluate(`document.querySelectorAll('#results button')[1].focus()`);
  const label = () => page.evaluate('document.activeElement.textContent');
  expect(await label()).toBe('/usr/bin/right');
  bricks.put({ x: 0, y: 0, brick: 'left.brick', timestamp: 2 }, BYTES, { tags: ['again'] });
  bricks.put({ x: 5, y: 0, brick: 'more.brick', timestamp: 2 }, BYTES);
  await page.until(`document.getElementById('results').innerText.includes('/usr/bin/more')`);
  await page.until(`document.getElementById('results').innerText.includes('again')`);
  bricks.remove('more.brick');
  await page.until(`!document.getElementById('results').innerText.includes('/usr/bin/more')`);
  expect(await label()).toBe('/usr/bin/right');
});

test('what is chosen and goes is let go of', async () => {
  bricks.put({ x: 5, y: 0, brick: 'short.brick', timestamp: 2 }, BYTES);
  await page.until(`document.getElementById('results').innerText.includes('/usr/bin/short')`);
  await chooseInList('short');
  bricks.remove('short.brick');
  await page.until('brickMap.view.chosen === undefined');
  expect(await facts()).not.toContain('short');
});

test('letters are shortcuts on the map alone', async () => {
  await page.evaluate(`document.querySelector('#results button').focus()`);
  await page.press('s');
  const overlay = () => page.evaluate(`document.querySelector('input[name=overlay]:checked').value`);
  expect(await overlay()).toBe('none');
  await page.evaluate(`document.getElementById('canvas').focus()`);
  await page.press('s');
  expect(await overlay()).toBe('security');
});
