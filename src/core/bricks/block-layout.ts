import { CURVE_STATES, type CurveState, offsetInState, placeInState, stateAfter } from './curve-state.ts';

/** Side of a block in pixels. Every brick is a whole number of blocks. */
export const BLOCK_SIDE = 64;

/** Bytes of an artifact in a block: a page, in one stretch of the curve. */
export const BLOCK_BYTES = BLOCK_SIDE * BLOCK_SIDE;

/** Digits of an offset within a block. */
const BLOCK_ORDER = 6;

/** Where a block of a brick lies. */
export interface PlacedBlock {
  /** Offset of its first byte. */
  readonly offset: number;
  readonly state: CurveState;
  /** Column of its left edge, in pixels. */
  readonly left: number;
  /** Row of its top edge, in pixels. */
  readonly top: number;
}

/** The blocks of one row of blocks of a brick of the order, from left to right. `row` counts blocks. */
export function blocksOfRow(order: number, row: number): readonly PlacedBlock[] {
  const digits = order - BLOCK_ORDER;
  return Array.from({ length: 2 ** digits }, (_, column) =>
    placed(order, offsetInState(0, digits, { x: column, y: row })),
  );
}

/** The block with the byte at `offset`. */
export function blockOf(order: number, offset: number): PlacedBlock {
  return placed(order, Math.floor(offset / BLOCK_BYTES));
}

function placed(order: number, index: number): PlacedBlock {
  const digits = order - BLOCK_ORDER;
  const { x, y } = placeInState(0, digits, index);
  return {
    offset: index * BLOCK_BYTES,
    state: stateAfter(0, index, digits),
    left: x * BLOCK_SIDE,
    top: y * BLOCK_SIDE,
  };
}

/** For every state, which pixel of the block (row * 64 + column) each of its bytes goes to. */
export function blockTables(): readonly Uint16Array[] {
  return CURVE_STATES.map((state) =>
    Uint16Array.from({ length: BLOCK_BYTES }, (_, offset) => {
      const { x, y } = placeInState(state, BLOCK_ORDER, offset);
      return y * BLOCK_SIDE + x;
    }),
  );
}
