import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileTexts } from '../format/eval-case.ts';
import { readFiles } from '../format/read-files.ts';

/**
 * Makes a folder hold exactly these files. Files that already hold their text are not touched, so that cargo finds its
 * earlier work fresh.
 */
export function layTree(folder: string, files: FileTexts): void {
  for (const path of readFiles(folder).keys()) if (!files.has(path)) rmSync(join(folder, path));
  for (const [path, text] of files) {
    const file = join(folder, path);
    if (readOrNothing(file) === text) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
