import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST, parseManifest } from '../../core/foundry/map-manifest.ts';
import type { BrickMap, PlacedBricks } from '../../ports/brick-map.ts';
import { brickFiles } from './brick-files.ts';
import { plainBrick } from './plain-brick.ts';
import { readCard } from './read-card.ts';
import { readThumbnail } from './read-thumbnail.ts';
import { present } from './require-plain.ts';
import { watchPlaced } from './watch-placed.ts';

/** The bricks of a folder with a `manifest.json`, read-only. Without one nothing is placed. */
export function openBrickFolder(folder: string): BrickMap {
  const manifest = join(folder, MANIFEST);
  const placed = () => readPlaced(manifest);
  return {
    placed,
    card: (brick) => readCard(folder, brick),
    thumbnail: async (brick) => {
      const plain = await plainBrick(folder, brick);
      return plain.is === 'brick' ? await readThumbnail(plain.path, 2 ** plain.header.order) : undefined;
    },
    bytes: async (brick) => {
      const plain = await plainBrick(folder, brick);
      return plain.is === 'brick' ? await readFile(plain.path) : undefined;
    },
    watch: (onChange) => watchPlaced(manifest, placed, onChange),
  };
}

async function readPlaced(manifest: string): Promise<PlacedBricks> {
  const text = await brickFiles.text(manifest).catch(() => undefined);
  if (text === undefined && !(await present(manifest))) return { placed: [] };
  const placed = parseManifest(text ?? '');
  if (placed) return { placed };
  const trouble = `${manifest} is no map: it has to be a JSON object. Mend it, or remove it and fold again.`;
  return { placed: [], trouble };
}
