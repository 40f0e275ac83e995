import { unwatchFile, watchFile } from 'node:fs';
import type { MapEntry } from '../../core/foundry/map-manifest.ts';
import type { MapChange, PlacedBricks } from '../../ports/brick-map.ts';

const POLL_MILLISECONDS = 300;

/** What is looked at. */
export interface WatchedPlaces {
  /** Files and folders after whose changes it is looked again. */
  readonly paths: readonly string[];
  readonly placed: () => Promise<PlacedBricks>;
  /** Whether the last look met something that is being written, so that it has to be looked again. */
  readonly isUnderWay: () => boolean;
}

/** Looks three times a second whether something changed: not every file system announces it. */
export function watchPlaced(
  { paths, placed, isUnderWay }: WatchedPlaces,
  onChange: (change: MapChange) => void,
): Disposable {
  let again: NodeJS.Timeout | undefined;
  let isOver = false;
  const seen = async (): Promise<PlacedBricks> => {
    const now = await placed();
    clearTimeout(again);
    if (isUnderWay() && !isOver) again = setTimeout(look, POLL_MILLISECONDS);
    return now;
  };
  let known = seen();
  const look = () => {
    known = known.then(async (before) => {
      const now = await seen();
      const change = changeOf(before, now);
      if (change && !isOver) onChange(change);
      // What stood there before a trouble is compared with what comes after it.
      return now.trouble === undefined ? now : { ...now, placed: before.placed };
    });
  };
  for (const path of paths) watchFile(path, { interval: POLL_MILLISECONDS }, look);
  return {
    [Symbol.dispose]: () => {
      isOver = true;
      for (const path of paths) unwatchFile(path, look);
      clearTimeout(again);
    },
  };
}

function changeOf(before: PlacedBricks, now: PlacedBricks): MapChange | undefined {
  const change = now.trouble === undefined ? compare(before.placed, now.placed) : { placed: [], removed: [] };
  if (now.trouble !== before.trouble) return { ...change, trouble: now.trouble ?? null };
  return change.placed.length + change.removed.length > 0 ? change : undefined;
}

function compare(before: readonly MapEntry[], now: readonly MapEntry[]): MapChange {
  const [old, current] = [byPlace(before), byPlace(now)];
  const isNew = (entry: MapEntry) => {
    const there = old.get(placeOf(entry));
    return there?.brick !== entry.brick || there.timestamp !== entry.timestamp;
  };
  return { placed: now.filter(isNew), removed: before.filter((entry) => !current.has(placeOf(entry))) };
}

function byPlace(entries: readonly MapEntry[]): ReadonlyMap<string, MapEntry> {
  return new Map(entries.map((entry) => [placeOf(entry), entry]));
}

function placeOf({ x, y }: MapEntry): string {
  return `${x},${y}`;
}
