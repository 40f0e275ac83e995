/** Where the map is looked at: the cell coordinates in the middle of the screen, and pixels of the screen a cell. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The part of a cell that stays free on each side of a brick near by, as in the shaders. */
export const MARGIN = 0.03;
export const LEAST_ZOOM = 0.25;
/** One pixel of the largest brick (8,192 a side) is then 16 pixels of the screen. */
export const MOST_ZOOM = 131_072;
/** Pixels of the screen. */
const BORDER = 48;

/** The place of the map under a point of the screen. */
export function toMap(camera: Camera, size: Size, point: Point): Point {
  return {
    x: camera.x + (point.x - size.width / 2) / camera.zoom,
    y: camera.y + (point.y - size.height / 2) / camera.zoom,
  };
}

/** Moves the map under the pointer by pixels of the screen. */
export function pan(camera: Camera, by: Point): Camera {
  return { ...camera, x: camera.x - by.x / camera.zoom, y: camera.y - by.y / camera.zoom };
}

/** Zooms by a factor; what is under the point stays under it. */
export function zoomAt(camera: Camera, size: Size, point: Point, factor: number): Camera {
  const under = toMap(camera, size, point);
  const zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, camera.zoom * factor));
  return {
    x: under.x - (point.x - size.width / 2) / zoom,
    y: under.y - (point.y - size.height / 2) / zoom,
    zoom,
  };
}

/** The camera that shows all these cells, with a margin. Without cells: the origin. */
export function showingAll(places: readonly Point[], size: Size): Camera {
  if (places.length === 0) return { x: 0.5, y: 0.5, zoom: 100 };
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of places) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + 1);
    bottom = Math.max(bottom, y + 1);
  }
  const zoom = 0.92 * Math.min(size.width / (right - left), size.height / (bottom - top));
  return {
    x: (left + right) / 2,
    y: (top + bottom) / 2,
    zoom: Math.min(512, Math.max(LEAST_ZOOM, zoom)),
  };
}

/** Moves the camera no farther than it takes to see a place of the map, a little away from the border. */
export function revealing(camera: Camera, size: Size, place: Point): Camera {
  const reach = (pixels: number) => Math.max(0, pixels / 2 - BORDER) / camera.zoom;
  const nearest = (at: number, from: number, most: number) =>
    Math.min(from + most, Math.max(from - most, at));
  return {
    ...camera,
    x: nearest(camera.x, place.x, reach(size.width)),
    y: nearest(camera.y, place.y, reach(size.height)),
  };
}
