import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Camera, pan, revealing, showingAll, toMap, zoomAt } from '../../src/viewer/page/camera.ts';

const SIZE = { width: 1280, height: 800 };
const number = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true });
const camera: fc.Arbitrary<Camera> = fc.record({
  x: number(-3000, 3000),
  y: number(-3000, 3000),
  zoom: number(1, 4096),
});
const point = fc.record({ x: number(0, SIZE.width), y: number(0, SIZE.height) });

test('what is under the pointer stays under it while zooming', () => {
  fc.assert(
    fc.property(camera, point, number(0.1, 10), (before, at, factor) => {
      const under = toMap(before, SIZE, at);
      const after = toMap(zoomAt(before, SIZE, at, factor), SIZE, at);
      expect(after.x).toBeCloseTo(under.x, 6);
      expect(after.y).toBeCloseTo(under.y, 6);
    }),
  );
});

test('dragging moves the place under the pointer with it', () => {
  fc.assert(
    fc.property(camera, point, point, (before, from, to) => {
      const held = toMap(before, SIZE, from);
      const after = toMap(pan(before, { x: to.x - from.x, y: to.y - from.y }), SIZE, to);
      expect(after.x).toBeCloseTo(held.x, 6);
      expect(after.y).toBeCloseTo(held.y, 6);
    }),
  );
});

test('showing all puts every corner of every cell on the screen', () => {
  const places = [
    { x: -10, y: -10 },
    { x: 40, y: 3 },
    { x: 0, y: 25 },
  ];
  const shown = showingAll(places, SIZE);
  const [first, last] = [toMap(shown, SIZE, { x: 0, y: 0 }), toMap(shown, SIZE, { x: 1280, y: 800 })];
  expect(first.x).toBeLessThan(-10);
  expect(first.y).toBeLessThan(-10);
  expect(last.x).toBeGreaterThan(41);
  expect(last.y).toBeGreaterThan(26);
});

test('zooming ends at its bounds, and an empty map has a camera too', () => {
  expect(zoomAt({ x: 0, y: 0, zoom: 1 }, SIZE, { x: 0, y: 0 }, 1e-9).zoom).toBe(0.25);
  expect(zoomAt({ x: 0, y: 0, zoom: 1 }, SIZE, { x: 0, y: 0 }, 1e9).zoom).toBe(131_072);
  expect(showingAll([], SIZE)).toEqual({ x: 0.5, y: 0.5, zoom: 100 });
});

test('revealing brings a place onto the screen, and moves nothing for one that is there', () => {
  fc.assert(
    fc.property(camera, point, point, (before, at, away) => {
      const place = toMap(before, SIZE, { x: at.x * 9 - away.x, y: at.y * 9 - away.y });
      const after = revealing(before, SIZE, place);
      const [first, last] = [toMap(after, SIZE, { x: 0, y: 0 }), toMap(after, SIZE, { x: 1280, y: 800 })];
      expect(place.x > first.x && place.x < last.x && place.y > first.y && place.y < last.y).toBe(true);
      expect(revealing(after, SIZE, place)).toEqual(after);
    }),
  );
});
