import { join } from 'node:path';
import { isBrickFile } from '../../core/foundry/map-manifest.ts';
import type { BrickMap } from '../../ports/brick-map.ts';
import { KeptThumbnails } from './kept-thumbnails.ts';
import { usePlainBrick } from './plain-brick.ts';
import { readCard } from './read-card.ts';
import { readThumbnail } from './read-thumbnail.ts';
import { ShownBricks } from './shown-bricks.ts';

/** The bricks of a folder with and without a `manifest.json`, read-only. */
export function openBrickFolder(folder: string): BrickMap {
  const shown = new ShownBricks(folder);
  const kept = new KeptThumbnails();
  const use = async <T>(brick: string, read: Parameters<typeof usePlainBrick<T>>[2]) => {
    const plain = await usePlainBrick(folder, brick, read);
    return plain.is === 'brick' ? plain.found : undefined;
  };
  return {
    placed: () => shown.placed(),
    card: (brick) => readCard(folder, brick),
    thumbnail: async (brick) =>
      isBrickFile(brick)
        ? await kept.of(join(folder, brick), () =>
            use(brick, (file, { order }) => readThumbnail(file, 2 ** order)),
          )
        : undefined,
    bytes: (brick) =>
      use(brick, async (file) => {
        const bytes = new Uint8Array(file.size);
        return bytes.subarray(0, await file.read(bytes, 0));
      }),
    watch: (onChange) => shown.watch(onChange),
  };
}
