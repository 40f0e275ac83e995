import { Fault } from '../core/fault.ts';
import type { MapEntry } from '../core/foundry/map-manifest.ts';
import { type FoldedBrickName, putOnManifest } from '../core/foundry/put-on-manifest.ts';
import type { MapFile } from '../ports/map-file.ts';

/**
 * Sees to it that bricks are on the map with the time of their last fold: new ones get a place, the others keep theirs.
 * Bricks that came beside the manifest by a merge or a copy are put there too.
 * Several processes may do so at once. Entries of others stay, also those that cannot be read.
 * @returns the entries of these bricks, in their order
 * @throws `map-unreadable`, `map-busy`, `disk-full`
 */
export async function ensureOnMap(
  map: MapFile,
  folded: readonly FoldedBrickName[],
): Promise<readonly MapEntry[]> {
  let entries: readonly MapEntry[] = [];
  if (folded.length === 0) return entries;
  await map.change((text, found) => {
    const put = putOnManifest(text, folded, found);
    if (!put) throw new Fault('map-unreadable', map.path);
    entries = put.entries;
    return put.text;
  });
  return entries;
}
