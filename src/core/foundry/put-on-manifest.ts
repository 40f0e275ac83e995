import type { MapEntry } from './map-manifest.ts';
import { parsePlaces, placeOf } from './map-manifest.ts';
import { placeBricks } from './place-bricks.ts';
import { type FoundBrick, placeFound } from './place-found.ts';

/** A brick that was folded. */
export interface FoldedBrickName {
  /** File name beside the manifest. */
  readonly brick: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  /** It was found as it should be: one that is on the map keeps its time. */
  readonly isUnchanged?: boolean;
}

export interface PutOnManifest {
  /** The whole manifest, one line an entry. */
  readonly text: string;
  /** The bricks that were put, in the order given. */
  readonly entries: readonly MapEntry[];
}

/**
 * The manifest after some bricks were folded: where they were they get the new time, new ones get a free place. What is
 * not of the shape of an entry is kept as it is, and what stands at a place keeps that taken.
 * @param text the manifest as it is; nothing where there is none. Undefined when it is no JSON object.
 * @param found bricks that are there and not on the map: they come on it too
 */
export function putOnManifest(
  text: string | undefined,
  folded: readonly FoldedBrickName[],
  found: readonly FoundBrick[] = [],
): PutOnManifest | undefined {
  const places = parsePlaces(text ?? '{}');
  if (!places) return undefined;
  const { taken } = places;
  const placed = [...places.placed, ...placeFound(places.placed, taken, found)];
  const raw = new Map(Object.entries(JSON.parse(text ?? '{}') as Readonly<Record<string, unknown>>));
  const cells = placeBricks(
    placed,
    taken,
    folded.map(({ brick }) => brick),
  );
  const times = new Map(placed.map(({ brick, timestamp }) => [brick, timestamp]));
  for (const { brick, timestamp, isUnchanged } of folded)
    if (!isUnchanged || !times.has(brick)) times.set(brick, timestamp);
  const entries = folded.map(({ brick, timestamp }) => ({
    ...(cells.get(brick) ?? { x: 0, y: 0 }),
    brick,
    timestamp: times.get(brick) ?? timestamp,
  }));
  const named = new Set([...folded, ...found].map(({ brick }) => brick));
  for (const { x, y, brick } of [...placed, ...entries])
    if (named.has(brick)) raw.set(`${x},${y}`, { brick, timestamp: times.get(brick) });
  return { text: print(raw), entries };
}

function print(raw: ReadonlyMap<string, unknown>): string {
  const keys = [...raw.keys()].sort((a, b) => {
    const [one, two] = [placeOf(a), placeOf(b)];
    if (one && two) return one.y - two.y || one.x - two.x;
    return Number(two !== undefined) - Number(one !== undefined);
  });
  const lines = keys.map((key) => `  ${JSON.stringify(key)}: ${JSON.stringify(raw.get(key))}`);
  return lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`;
}
