import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Fault } from '../../core/fault.ts';
import { MANIFEST, parseManifest } from '../../core/foundry/map-manifest.ts';
import type { MapFile } from '../../ports/map-file.ts';
import { brickFiles } from './brick-files.ts';
import { findUnplaced } from './find-unplaced.ts';
import { lockFolder } from './lock-folder.ts';
import { present } from './require-plain.ts';

/** Takes a lock that dies with its process; nothing when somebody holds it. */
export type TakeLock = (folder: string) => Promise<AsyncDisposable | undefined>;

/** A holder has it for some milliseconds, so this long means that it hangs. */
const TRIES = 1_000;
const PAUSE_MILLISECONDS = 20;

/** The `manifest.json` of a folder of bricks. */
export function openMapFile(folder: string, takeLock: TakeLock): MapFile {
  const path = join(folder, MANIFEST);
  return {
    path,
    change: async (change) => {
      await using _held = await lock(await lockFolder(folder, 'manifest'), path, takeLock);
      const before = await brickFiles.text(path);
      // A manifest of more than brickFiles gives as text would be taken for none, and be lost.
      if (before === undefined && (await present(path))) throw new Fault('map-unreadable', path);
      const named = new Set(parseManifest(before ?? '{}')?.map(({ brick }) => brick));
      const { found } = await findUnplaced(folder, named);
      const text = change(before, found);
      if (text === before) return;
      await using batch = await brickFiles.begin(path);
      const file = await batch.add();
      await file.write(Buffer.from(text));
      await batch.publish([{ file, path }]);
    },
  };
}

async function lock(folder: string, path: string, takeLock: TakeLock): Promise<AsyncDisposable> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const held = await takeLock(folder);
    if (held) return held;
    await wait(PAUSE_MILLISECONDS * (0.5 + Math.random()));
  }
  throw new Fault('map-busy', path);
}
