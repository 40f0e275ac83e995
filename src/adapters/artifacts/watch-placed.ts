import { unwatchFile, watchFile } from 'node:fs';
import type { MapEntry } from '../../core/foundry/map-manifest.ts';
import type { MapChange, PlacedBricks } from '../../ports/brick-map.ts';

const POLL_MILLISECONDS = 300;

/** Looks at the manifest three times a second: it is replaced as a whole, which not every file system announces. */
export function watchPlaced(
  manifest: string,
  placed: () => Promise<PlacedBricks>,
  onChange: (change: MapChange) => void,
): Disposable {
  let known = placed();
  const look = () => {
    known = known.then(async (before) => {
      const now = await placed();
      const change = changeOf(before, now);
      if (change) onChange(change);
      // What stood there before a trouble is compared with what comes after it.
      return now.trouble === undefined ? now : { ...now, placed: before.placed };
    });
  };
  watchFile(manifest, { interval: POLL_MILLISECONDS }, look);
  return { [Symbol.dispose]: () => unwatchFile(manifest, look) };
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
