import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** The nearest folder upwards that has `openspec/`; the folder itself when none has. */
export async function findRoot(folder: string): Promise<string> {
  for (let here = resolve(folder); ; here = dirname(here)) {
    const found = await stat(join(here, 'openspec')).catch(() => undefined);
    if (found?.isDirectory()) return here;
    if (dirname(here) === here) return resolve(folder);
  }
}
