import { HEADER_BYTES } from '../core/bricks/brick-size.ts';
import type { FoldRoom } from '../core/bricks/fold-room.ts';
import { readHeader } from '../core/bricks/read-header.ts';
import { finishUnfolding } from '../core/bricks/unfold-brick.ts';
import { unfoldingRows } from '../core/bricks/unfolding-rows.ts';
import { Fault } from '../core/fault.ts';
import type { BrickFiles } from '../ports/brick-files.ts';
import type { BrickReading } from '../ports/brick-workers.ts';

/** Long enough for the names in the text chunks of a PNG. */
const START = 4096;

/** Reads a whole brick and checks all of it. Throws `brick-missing`, `brick-foreign`, `brick-damaged`. */
export async function readBrick(
  files: Pick<BrickFiles, 'open'>,
  room: FoldRoom,
  path: string,
): Promise<BrickReading> {
  await using file = await files.open(path);
  const start = new Uint8Array(START);
  const reading = readHeader(start.subarray(0, await file.read(start, 0)), file.size);
  if (reading.is === 'foreign') throw new Fault('brick-foreign', `${path} is ${reading.format}`);
  if (reading.is === 'damaged') throw damaged(path, reading.why);
  const { header } = reading;
  const { band, take } = unfoldingRows(room, header.order);
  for (let at = HEADER_BYTES; at < file.size; at += band.length) {
    if ((await file.read(band, at)) < band.length) throw damaged(path, 'it became shorter while it was read');
    take();
  }
  const end = finishUnfolding(room, header);
  if (end.is === 'damaged') throw damaged(path, end.why);
  return { header, bytes: end.bytes };
}

function damaged(path: string, why: string): Fault {
  return new Fault('brick-damaged', `${path} is damaged: ${why}`);
}
