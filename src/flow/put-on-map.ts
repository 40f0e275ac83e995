import { MANIFEST, type MapEntry, parseManifest, printManifest } from '../core/foundry/map-manifest.ts';
import type { BrickFiles } from '../ports/brick-files.ts';
import type { Clock } from '../ports/clock.ts';

const ROW = 100;

/**
 * Puts bricks on the map of their folder: one that is there keeps its place and gets a new time, a new one gets the first
 * free cell of rows of 100. A manifest that is no JSON object is left as it is: it is somebody's.
 *
 * @param bricks paths in one folder
 */
export async function putOnMap(
  { files, clock }: { readonly files: BrickFiles; readonly clock: Clock },
  bricks: readonly string[],
): Promise<void> {
  const [first] = bricks;
  if (first === undefined) return;
  const manifest = `${first.slice(0, first.lastIndexOf('/') + 1)}${MANIFEST}`;
  const text = await files.text(manifest);
  let entries = parseManifest(text ?? '{}');
  if (!entries) return;
  const timestamp = clock.now().getTime() / 1000;
  for (const path of bricks) entries = placed(entries, path.replace(/^.*\//, ''), timestamp);
  await using batch = await files.begin(manifest);
  const file = await batch.add();
  await file.write(Buffer.from(printManifest(entries)));
  await batch.publish([{ file, path: manifest }]);
}

function placed(entries: readonly MapEntry[], brick: string, timestamp: number): readonly MapEntry[] {
  if (entries.some((entry) => entry.brick === brick))
    return entries.map((entry) => (entry.brick === brick ? { ...entry, timestamp } : entry));
  const taken = new Set(entries.map(({ x, y }) => `${x},${y}`));
  let cell = 0;
  while (taken.has(`${cell % ROW},${Math.floor(cell / ROW)}`)) cell += 1;
  return [...entries, { x: cell % ROW, y: Math.floor(cell / ROW), brick, timestamp }];
}
