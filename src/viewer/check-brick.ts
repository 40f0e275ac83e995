import { capacityOf, HEADER_BYTES } from '../core/bricks/brick-size.ts';
import { openFoldRoom } from '../core/bricks/open-fold-room.ts';
import { readHeader } from '../core/bricks/read-header.ts';
import { finishUnfolding } from '../core/bricks/unfold-brick.ts';
import { rowBytes, unfoldRow } from '../core/bricks/whole-rows.ts';

/** Compares all that a whole file says of itself, as its SHA-256; a half sentence when it does not hold. */
export function checkBrick(file: Uint8Array): string | undefined {
  const reading = readHeader(file.subarray(0, HEADER_BYTES), file.length);
  if (reading.is === 'foreign') return `it is ${reading.format}`;
  if (reading.is === 'damaged') return reading.why;
  const { header } = reading;
  const room = openFoldRoom();
  room.payload(capacityOf(header.order));
  const length = rowBytes(header.order);
  for (let row = 0, at = HEADER_BYTES; at < file.length; row++, at += length) {
    room.band(length).set(file.subarray(at, at + length));
    unfoldRow(room, header.order, row);
  }
  const end = finishUnfolding(room, header);
  return end.is === 'damaged' ? end.why : undefined;
}
