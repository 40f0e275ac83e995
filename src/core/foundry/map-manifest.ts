/** A brick's place on the map, in cells; `timestamp` is seconds since 1970 of its last fold. */
export interface MapEntry {
  readonly x: number;
  readonly y: number;
  /** File name beside the manifest. */
  readonly brick: string;
  readonly timestamp: number;
}

/** What a manifest says of its cells. */
export interface MapPlaces {
  readonly placed: readonly MapEntry[];
  /** Cells that hold something, also what cannot be read. */
  readonly taken: readonly { readonly x: number; readonly y: number }[];
}

/** Name of the manifest in a folder of bricks. */
export const MANIFEST = 'manifest.json';

const KEY = /^(-?\d{1,9}),(-?\d{1,9})$/;
const BRICK = /^(?!\.)[^/\\\0]{1,240}\.brick$/;

/**
 * Reads the origin's map manifest, `{"x,y": {"brick": "name.brick", "timestamp": seconds}}`. Entries that are not of
 * this shape, or whose brick is not a plain file name, are left out; undefined when the text is no JSON object.
 */
export function parseManifest(text: string): readonly MapEntry[] | undefined {
  return parsePlaces(text)?.placed;
}

/** The same with the cells of what is left out. */
export function parsePlaces(text: string): MapPlaces | undefined {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return undefined;
  const entries = Object.entries(found);
  return {
    placed: entries.flatMap(([key, value]) => readEntry(key, value)),
    taken: entries.flatMap(([key]) => placeOf(key) ?? []),
  };
}

/** One line an entry, by place, so that a change of one brick is a change of one line. */
export function printManifest(entries: readonly MapEntry[]): string {
  const lines = entries
    .toSorted((a, b) => a.y - b.y || a.x - b.x)
    .map(({ x, y, brick, timestamp }) => `  "${x},${y}": ${JSON.stringify({ brick, timestamp })}`);
  return lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`;
}

/** The cell that a key names. */
export function placeOf(key: string): { readonly x: number; readonly y: number } | undefined {
  const [, x, y] = KEY.exec(key) ?? [];
  return x === undefined ? undefined : { x: Number(x), y: Number(y) };
}

/** Whether a file of this name can be a brick of a map. */
export function isBrickFile(name: string): boolean {
  return BRICK.test(name);
}

function readEntry(key: string, value: unknown): readonly MapEntry[] {
  const cell = placeOf(key);
  if (!cell || typeof value !== 'object' || value === null) return [];
  const { brick, timestamp } = value as Readonly<Record<string, unknown>>;
  if (typeof brick !== 'string' || !isBrickFile(brick)) return [];
  if (typeof timestamp !== 'number' || !Number.isFinite(timestamp)) return [];
  return [{ ...cell, brick, timestamp }];
}
