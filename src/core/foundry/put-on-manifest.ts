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
  /** Bricks of the same artifact that are no more: it gets the place of the first of them, unless it has one. */
  readonly replaces?: readonly string[];
}

export interface PutOnManifest {
  /** The whole manifest, one line an entry. */
  readonly text: string;
  /** The bricks that were put, in the order given, but for those that a later one replaces. */
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
  given: readonly FoldedBrickName[],
  found: readonly FoundBrick[] = [],
): PutOnManifest | undefined {
  const places = parsePlaces(text ?? '{}');
  if (!places) return undefined;
  const { taken } = places;
  const { kept, gone } = replace(places.placed, given);
  const known = new Set([...kept.map(({ brick }) => brick), ...gone]);
  const others = found.filter(({ brick }) => !known.has(brick));
  const placed = [...kept, ...placeFound(kept, taken, others)];
  const folded = given.filter(({ brick }) => !gone.has(brick));
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
  for (const { x, y, brick } of places.placed) if (gone.has(brick)) raw.delete(`${x},${y}`);
  const named = new Set([...folded, ...others].map(({ brick }) => brick));
  for (const { x, y, brick } of [...placed, ...entries])
    if (named.has(brick)) raw.set(`${x},${y}`, { brick, timestamp: times.get(brick) });
  return { text: print(raw), entries };
}

/** What stands where after some bricks took the places of others, one after the other; and which are no more. */
function replace(before: readonly MapEntry[], folded: readonly FoldedBrickName[]) {
  const gone = new Set<string>();
  let kept = before;
  for (const { brick, replaces = [] } of folded) {
    gone.delete(brick);
    if (replaces.length === 0) continue;
    const isPlaced = kept.some((entry) => entry.brick === brick);
    const instead = replaces.find((name) => kept.some((entry) => entry.brick === name));
    if (instead !== undefined && !isPlaced)
      kept = kept.map((entry) => (entry.brick === instead ? { ...entry, brick } : entry));
    for (const name of replaces) gone.add(name);
    kept = kept.filter((entry) => !gone.has(entry.brick));
  }
  return { kept, gone };
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
