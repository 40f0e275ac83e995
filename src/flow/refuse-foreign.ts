import { brickNames, isIndexText } from '../core/bricks/brick-index.ts';
import { HEADER_BYTES } from '../core/bricks/brick-size.ts';
import { readHeader } from '../core/bricks/read-header.ts';
import { isSidecarText, sidecarPath } from '../core/bricks/sidecar.ts';
import { Fault } from '../core/fault.ts';
import type { BrickFiles } from '../ports/brick-files.ts';

/**
 * Keeps what stands where the user sent nothing: of a brick's files only `out` was named, and a `package.json` beside
 * `package` is none of them. Throws `output-foreign` for a sidecar, index or numbered brick that is something else.
 */
export async function refuseForeign(files: BrickFiles, out: string, bricks: number): Promise<void> {
  const names = brickNames(out);
  await keep(files, sidecarPath(out), isSidecarText);
  if (bricks === 1) return;
  await keep(files, names.index, isIndexText);
  for (let at = 0; at < bricks; at++)
    if (await isOtherThanBrick(files, names.part(at))) throw new Fault('output-foreign', names.part(at));
}

async function keep(files: BrickFiles, path: string, isOurs: (text: string) => boolean): Promise<void> {
  const text = await files.text(path);
  if (text !== undefined && !isOurs(text)) throw new Fault('output-foreign', path);
}

async function isOtherThanBrick(files: BrickFiles, path: string): Promise<boolean> {
  if (!(await files.isThere(path))) return false;
  await using file = await files.open(path);
  const start = new Uint8Array(HEADER_BYTES);
  return readHeader(start.subarray(0, await file.read(start, 0)), file.size).is === 'foreign';
}
