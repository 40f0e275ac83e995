import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { brickFiles } from './brick-files.ts';
import { errorCode } from './error-code.ts';

const TASK = /^[^.][^/]*\.task\.json(\.(claimed|done|failed))?$/;
const watchTask = z.looseObject({ type: z.literal('watch_path'), source: z.string().min(1) });

/** The sources of the FoundryTasks of type `watch_path` in a folder, whatever became of the tasks; others are passed over. */
export async function watchedPaths(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return [];
    throw error;
  });
  const paths = new Set<string>();
  for (const name of names.filter((one) => TASK.test(one)).sort()) {
    const source = sourceOf(await brickFiles.text(join(folder, name)).catch(() => undefined));
    if (source !== undefined) paths.add(source);
  }
  return [...paths];
}

function sourceOf(text: string | undefined): string | undefined {
  try {
    return watchTask.safeParse(JSON.parse(text ?? '')).data?.source;
  } catch {
    return undefined;
  }
}
