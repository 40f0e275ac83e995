import { BLOCK_SIDE } from './block-layout.ts';
import { CURVE_STATES, type CurveState, offsetInState, placeInState, stateAfter } from './curve-state.ts';
import { type Code, I32, op, V128, type WasmFunction, wasmModule } from './wasm-module.ts';

// The module works on tiles of 16x16 pixels, which are 16 cells of 4x4 pixels: 16 bytes in one stretch, so a vector. A
// swizzle brings the four bytes of a cell's row to their pixels, three times each; an OR adds the alpha. The rows of a
// tile are written whole, 64 bytes each: that is what makes it fast (a store per cell in curve order is half as fast).

const ROWS = [0, 1, 2, 3];
const COLUMNS = ROWS;
const NOWHERE = 0x80;
const ALPHA = [0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255];
const SPREAD = ROWS.flatMap((pixel) => [pixel * 4, pixel * 4, pixel * 4, NOWHERE]);

/** Memory below this is for {@link foldTables} and the damage. */
export const TABLES_END = 4096;
/** 16 bytes that collect every bit by which a pixel differs from (b, b, b, 255). */
export const DAMAGE_AT = 0;
const TILES_AT = 64;
const FOLD_MASKS_AT = 256;
const UNFOLD_MASKS_AT = 512;
const MASKS_OF_STATE = 64;

/** What stands at the start of the memory: places of tiles in a block, and the masks of cells, for every state. */
export function foldTables(): Uint8Array {
  const tables = new Uint8Array(TABLES_END);
  for (const state of CURVE_STATES) {
    for (let tile = 0; tile < 16; tile++) {
      const { x, y } = placeInState(state, 2, tile);
      tables[TILES_AT + state * 16 + tile] = x | (y << 2) | (stateAfter(state, tile, 2) << 4);
    }
    tables.fill(
      NOWHERE,
      UNFOLD_MASKS_AT + state * MASKS_OF_STATE,
      UNFOLD_MASKS_AT + (state + 1) * MASKS_OF_STATE,
    );
    for (const y of ROWS)
      for (const x of COLUMNS) {
        const byte = offsetInState(state, 2, { x, y });
        const row = state * MASKS_OF_STATE + y * 16;
        tables.set([byte, byte, byte, NOWHERE], FOLD_MASKS_AT + row + x * 4);
        tables[UNFOLD_MASKS_AT + row + byte] = x * 4;
      }
  }
  return tables;
}

/**
 * The module: `fold(source, target, stride, state)` writes the 4096 bytes at `source` as a block of 64x64 RGBA pixels at
 * `target`; `unfold` with the same arguments reads the red of the pixels at `target` back into `source`, and collects
 * damage. `stride` is the length of a pixel row in bytes. {@link foldTables} has to stand at 0.
 */
export function foldModule(pages: number): Uint8Array<ArrayBuffer> {
  return wasmModule(pages, [
    ...CURVE_STATES.map((state) => tileFunction(state, foldRows)),
    ...CURVE_STATES.map((state) => tileFunction(state, unfoldRows)),
    blockFunction('fold', 0),
    blockFunction('unfold', CURVE_STATES.length),
  ]);
}

const SOURCE = 0;
const TARGET = 1;
const STRIDE = 2;
/** Locals of a tile function: one vector per column, and three more. */
const CELL = 3;
const ALPHAS = 7;
const DAMAGE = 8;
const PIXELS = 9;

interface Cell {
  /** Offset of its bytes in those of the tile. */
  readonly offset: number;
  readonly state: CurveState;
}

function tileFunction(state: CurveState, rowsOf: (cells: readonly Cell[]) => Code): WasmFunction {
  const code = ROWS.flatMap((y) => {
    const cells = COLUMNS.map((x) => {
      const index = offsetInState(state, 2, { x, y });
      return { offset: index * 16, state: stateAfter(state, index, 2) };
    });
    return rowsOf(cells);
  });
  return {
    parameters: 3,
    locals: Array.from({ length: 7 }, () => V128),
    code: [...op.vectorConstant(ALPHA), ...op.set(ALPHAS), ...code, ...addDamage()],
  };
}

function foldRows(cells: readonly Cell[]): Code {
  const load = cells.flatMap(({ offset }, x) => [
    ...op.get(SOURCE),
    ...op.vectorLoad(offset),
    ...op.set(CELL + x),
  ]);
  const rows = ROWS.flatMap((row) => [
    ...cells.flatMap(({ state }, x) => [
      ...op.get(TARGET),
      ...op.get(CELL + x),
      ...mask(FOLD_MASKS_AT, state, row),
      ...op.swizzle,
      ...op.get(ALPHAS),
      ...op.vectorOr,
      ...op.vectorStore(x * 16),
    ]),
    ...nextRow(),
  ]);
  return [...load, ...rows];
}

function unfoldRows(cells: readonly Cell[]): Code {
  const rows = ROWS.flatMap((row) => [
    ...cells.flatMap(({ state }, x) => [
      ...[...op.get(TARGET), ...op.vectorLoad(x * 16), ...op.set(PIXELS)],
      ...[...op.get(PIXELS), ...mask(UNFOLD_MASKS_AT, state, row), ...op.swizzle],
      ...(row === 0 ? [] : [...op.get(CELL + x), ...op.vectorOr]),
      ...op.set(CELL + x),
      ...[...op.get(PIXELS), ...op.vectorConstant(SPREAD), ...op.swizzle, ...op.get(ALPHAS), ...op.vectorOr],
      ...[...op.get(PIXELS), ...op.vectorXor, ...op.get(DAMAGE), ...op.vectorOr, ...op.set(DAMAGE)],
    ]),
    ...nextRow(),
  ]);
  const store = cells.flatMap(({ offset }, x) => [
    ...op.get(SOURCE),
    ...op.get(CELL + x),
    ...op.vectorStore(offset),
  ]);
  return [...rows, ...store];
}

function mask(at: number, state: CurveState, row: number): Code {
  return [...op.constant(0), ...op.vectorLoad(at + state * MASKS_OF_STATE + row * 16)];
}

function nextRow(): Code {
  return [...op.get(TARGET), ...op.get(STRIDE), ...op.add, ...op.set(TARGET)];
}

function addDamage(): Code {
  const before = [...op.constant(0), ...op.vectorLoad(DAMAGE_AT)];
  return [...op.constant(0), ...before, ...op.get(DAMAGE), ...op.vectorOr, ...op.vectorStore(DAMAGE_AT)];
}

const STATE = 3;
const TILE = 4;
const PLACE = 5;
const TILE_BYTES = 256;

/** Goes through the 16 tiles of a block in the order of the curve; `first` is the function for tiles in state 0. */
function blockFunction(name: string, first: number): WasmFunction {
  const place = [
    ...op.get(STATE),
    ...op.constant(16),
    ...op.multiply,
    ...op.get(TILE),
    ...op.add,
    ...op.loadByte(TILES_AT),
  ];
  const column = [...op.get(PLACE), ...op.constant(3), ...op.and, ...op.constant(BLOCK_SIDE), ...op.multiply];
  const row = [...op.get(PLACE), ...op.constant(2), ...op.shiftRight, ...op.constant(3), ...op.and];
  const top = [...row, ...op.get(STRIDE), ...op.multiply, ...op.constant(16), ...op.multiply];
  const source = [...op.get(SOURCE), ...op.get(TILE), ...op.constant(TILE_BYTES), ...op.multiply, ...op.add];
  const target = [...op.get(TARGET), ...column, ...op.add, ...top, ...op.add];
  const stateIs = (state: number): Code => [
    ...op.get(PLACE),
    ...op.constant(4),
    ...op.shiftRight,
    ...op.constant(state),
    ...op.equal,
  ];
  const calls = CURVE_STATES.flatMap((state) =>
    op.when(stateIs(state), [...source, ...target, ...op.get(STRIDE), ...op.call(first + state)]),
  );
  const next = [...op.get(TILE), ...op.constant(1), ...op.add, ...op.set(TILE)];
  const more = [...op.get(TILE), ...op.constant(16), ...op.below];
  return {
    name,
    parameters: 4,
    locals: [I32, I32],
    code: op.loopWhile([...place, ...op.set(PLACE), ...calls, ...next, ...more]),
  };
}
