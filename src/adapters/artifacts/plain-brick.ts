import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrickHeader } from '../../core/bricks/brick-header.ts';
import { HEADER_BYTES } from '../../core/bricks/brick-size.ts';
import { readHeader } from '../../core/bricks/read-header.ts';
import { Fault } from '../../core/fault.ts';
import { brickFiles } from './brick-files.ts';
import { errorCode } from './error-code.ts';

/** A brick whose header is whole, or a half sentence that says why there is none. */
export type PlainBrick =
  | { readonly is: 'brick'; readonly path: string; readonly header: BrickHeader }
  | { readonly is: 'damaged'; readonly why: string };

const BRICK_NAME = /^(?!\.)[^/\\\0]+\.brick$/;
const NOT_THERE = damaged('it is not there');

/** What a brick of a folder is; nothing outside of the folder is looked at. */
export async function plainBrick(folder: string, brick: string): Promise<PlainBrick> {
  if (!BRICK_NAME.test(brick)) return NOT_THERE;
  const path = join(folder, brick);
  try {
    const found = await lstat(path);
    // It could show a file from elsewhere.
    if (found.isSymbolicLink()) return damaged('it is a link, which is not followed');
    if (!found.isFile()) return damaged('it is no plain file');
    return await readStart(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof Fault) return NOT_THERE;
    if (errorCode(error) === '') throw error;
    return damaged(`it cannot be read (${errorCode(error)})`);
  }
}

async function readStart(path: string): Promise<PlainBrick> {
  await using file = await brickFiles.open(path);
  const start = new Uint8Array(HEADER_BYTES);
  const reading = readHeader(start.subarray(0, await file.read(start, 0)), file.size);
  if (reading.is === 'brick') return { is: 'brick', path, header: reading.header };
  return damaged(reading.is === 'damaged' ? reading.why : `it is ${reading.format}`);
}

function damaged(why: string): PlainBrick {
  return { is: 'damaged', why };
}
