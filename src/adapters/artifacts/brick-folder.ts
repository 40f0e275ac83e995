import { join } from 'node:path';
import { MANIFEST, parseManifest } from '../../core/foundry/map-manifest.ts';
import type { BrickMap, PlacedBricks } from '../../ports/brick-map.ts';
import { brickFiles } from './brick-files.ts';
import { KeptThumbnails } from './kept-thumbnails.ts';
import { isBrickName, usePlainBrick } from './plain-brick.ts';
import { readCard } from './read-card.ts';
import { readThumbnail } from './read-thumbnail.ts';
import { present } from './require-plain.ts';
import { watchPlaced } from './watch-placed.ts';

/** The bricks of a folder with a `manifest.json`, read-only. Without one nothing is placed. */
export function openBrickFolder(folder: string): BrickMap {
  const manifest = join(folder, MANIFEST);
  const placed = () => readPlaced(manifest);
  const kept = new KeptThumbnails();
  const use = async <T>(brick: string, read: Parameters<typeof usePlainBrick<T>>[2]) => {
    const plain = await usePlainBrick(folder, brick, read);
    return plain.is === 'brick' ? plain.found : undefined;
  };
  return {
    placed,
    card: (brick) => readCard(folder, brick),
    thumbnail: async (brick) =>
      isBrickName(brick)
        ? await kept.of(join(folder, brick), () =>
            use(brick, (file, { order }) => readThumbnail(file, 2 ** order)),
          )
        : undefined,
    bytes: (brick) =>
      use(brick, async (file) => {
        const bytes = new Uint8Array(file.size);
        return bytes.subarray(0, await file.read(bytes, 0));
      }),
    watch: (onChange) => watchPlaced(manifest, placed, onChange),
  };
}

async function readPlaced(manifest: string): Promise<PlacedBricks> {
  const text = await brickFiles.text(manifest).catch(() => undefined);
  if (text === undefined && !(await present(manifest).catch(() => true))) return { placed: [] };
  const placed = parseManifest(text ?? '');
  if (placed) return { placed };
  const trouble = `${manifest} is no map: it has to be a JSON object. Mend it, or remove it and fold again.`;
  return { placed: [], trouble };
}
