import { capacityOf } from './brick-size.ts';
import type { FoldRoom } from './fold-room.ts';
import { hasGreyAlpha, makeOpaque } from './grey-alpha.ts';
import { rowBytes, unfoldRow } from './whole-rows.ts';

export interface UnfoldingRows {
  /** Where the next row of blocks has to stand before it is taken. */
  readonly band: Uint8Array;
  readonly take: () => void;
}

/** Unfolds the rows of blocks of a brick into the room's payload, from the first to the last. */
export function unfoldingRows(room: FoldRoom, order: number): UnfoldingRows {
  room.payload(capacityOf(order));
  const band = room.band(rowBytes(order));
  let row = 0;
  let isGrey: boolean | undefined;
  return {
    band,
    take: () => {
      isGrey ??= hasGreyAlpha(band);
      if (isGrey) makeOpaque(band);
      unfoldRow(room, order, row++);
    },
  };
}
