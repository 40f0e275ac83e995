import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrickHeader } from '../../core/bricks/brick-header.ts';
import { HEADER_BYTES } from '../../core/bricks/brick-size.ts';
import { readHeader } from '../../core/bricks/read-header.ts';
import { Fault } from '../../core/fault.ts';
import { isBrickFile } from '../../core/foundry/map-manifest.ts';
import type { BrickFile } from '../../ports/brick-files.ts';
import { brickFiles } from './brick-files.ts';
import { errorCode } from './error-code.ts';

/** What was made of a brick whose header is whole, or a half sentence that says why there is none. */
export type PlainBrick<T> =
  | { readonly is: 'brick'; readonly found: T }
  | { readonly is: 'damaged'; readonly why: string };

export const NOT_THERE = 'it is not there';

/** Uses a brick of a folder while it is open. */
export async function usePlainBrick<T>(
  folder: string,
  brick: string,
  use: (file: BrickFile, header: BrickHeader) => T | Promise<T>,
): Promise<PlainBrick<T>> {
  if (!isBrickFile(brick)) return damaged(NOT_THERE);
  const path = join(folder, brick);
  try {
    const found = await lstat(path);
    // It could show a file from elsewhere.
    if (found.isSymbolicLink()) return damaged('it is a link, which is not followed');
    if (!found.isFile()) return damaged('it is no plain file');
    await using file = await brickFiles.open(path);
    const start = new Uint8Array(HEADER_BYTES);
    const reading = readHeader(start.subarray(0, await file.read(start, 0)), file.size);
    if (reading.is === 'brick') return { is: 'brick', found: await use(file, reading.header) };
    return damaged(reading.is === 'damaged' ? reading.why : `it is ${reading.format}`);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof Fault) return damaged(NOT_THERE);
    if (errorCode(error) === '') throw error;
    return damaged(`it cannot be read (${errorCode(error)})`);
  }
}

function damaged(why: string): { readonly is: 'damaged'; readonly why: string } {
  return { is: 'damaged', why };
}
