import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HEADER_BYTES } from '../../core/bricks/brick-size.ts';
import { readHeader } from '../../core/bricks/read-header.ts';
import { sidecarPath } from '../../core/bricks/sidecar.ts';
import { Fault } from '../../core/fault.ts';
import { isBrickFile } from '../../core/foundry/map-manifest.ts';
import type { FoundBrick } from '../../core/foundry/place-found.ts';
import { brickFiles } from './brick-files.ts';
import { errorCode } from './error-code.ts';

/** A file that is no whole brick and changed so lately may be under way. */
const UNDER_WAY_MILLISECONDS = 10_000;

export interface Unplaced {
  readonly found: readonly FoundBrick[];
  /** Something may become a brick without the folder changing, as a file that is being copied. */
  readonly isUnderWay: boolean;
}

/** The bricks of a folder that are not among `named`: whole, by their headers, and no links. What cannot be read is none. */
export async function findUnplaced(folder: string, named: ReadonlySet<string>): Promise<Unplaced> {
  const found: FoundBrick[] = [];
  let isUnderWay = false;
  for (const brick of await namesIn(folder)) {
    if (!isBrickFile(brick) || named.has(brick)) continue;
    const path = join(folder, brick);
    const came = await changedAt(path);
    if (came === undefined) continue;
    if (await isBrick(path)) {
      const latest = Math.max(came, (await changedAt(sidecarPath(path))) ?? 0);
      found.push({ brick, timestamp: latest / 1_000 });
    } else isUnderWay ||= Date.now() - came < UNDER_WAY_MILLISECONDS;
  }
  return { found, isUnderWay };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return [];
  }
}

/** When the file came to be there as it is, in milliseconds: a copy may keep the time of what it is a copy of. */
async function changedAt(path: string): Promise<number | undefined> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isFile() === true ? found.ctimeMs : undefined;
}

async function isBrick(path: string): Promise<boolean> {
  try {
    await using file = await brickFiles.open(path);
    const start = new Uint8Array(HEADER_BYTES);
    const length = await file.read(start, 0);
    return readHeader(start.subarray(0, length), file.size).is === 'brick';
  } catch (error) {
    if (errorCode(error) === undefined && !(error instanceof Fault)) throw error;
    return false;
  }
}
