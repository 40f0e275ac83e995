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
  const { trouble } = now;
  if (trouble !== undefined)
    return trouble === before.trouble ? undefined : { placed: [], removed: [], trouble };
  const [old, current] = [byPlace(before.placed), byPlace(now.placed)];
  const isNew = (entry: MapEntry) => {
    const there = old.get(placeOf(entry));
    return there?.brick !== entry.brick || there.timestamp !== entry.timestamp;
  };
  const placed = now.placed.filter(isNew);
  const removed = before.placed.filter((entry) => !current.has(placeOf(entry)));
  const isSame = placed.length === 0 && removed.length === 0 && before.trouble === undefined;
  return isSame ? undefined : { placed, removed };
}

function byPlace(entries: readonly MapEntry[]): ReadonlyMap<string, MapEntry> {
  return new Map(entries.map((entry) => [placeOf(entry), entry]));
}

function placeOf({ x, y }: MapEntry): string {
  return `${x},${y}`;
}
