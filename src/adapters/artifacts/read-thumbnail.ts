import { BYTES_PER_PIXEL, HEADER_BYTES } from '../../core/bricks/brick-size.ts';
import type { BrickFile } from '../../ports/brick-files.ts';

const CELLS = 16;
/** A texture that is not larger is read at once, which is faster than to read some of its rows. */
const WHOLE_SIDE = 512;
/** Rows read of a cell of a larger one: a thumbnail of the largest brick reads 4 MiB, not 256. */
const ROWS_OF_CELL = 8;

/** Mean bytes of the 16 x 16 cells of a texture of `side` pixels, row by row. */
export async function readThumbnail(file: BrickFile, side: number): Promise<Uint8Array> {
  const isWhole = side <= WHOLE_SIDE;
  const [rows, step] = isWhole ? [side, side] : [1, side / CELLS / ROWS_OF_CELL];
  const band = new Uint8Array(rows * side * BYTES_PER_PIXEL);
  const sums = new Float64Array(CELLS * CELLS);
  for (let top = 0; top < side; top += step) {
    await file.read(band, HEADER_BYTES + top * side * BYTES_PER_PIXEL);
    for (let row = 0; row < rows; row++) addRow(sums, band, { side, top, row });
  }
  const pixels = ((side / step) * rows * side) / sums.length;
  return Uint8Array.from(sums, (sum) => sum / pixels);
}

/** Adds the first byte of each pixel: the other colours are the same. */
function addRow(
  sums: Float64Array,
  band: Uint8Array,
  { side, top, row }: { readonly side: number; readonly top: number; readonly row: number },
): void {
  const cell = side / CELLS;
  const first = Math.floor((top + row) / cell) * CELLS;
  let at = row * side * BYTES_PER_PIXEL;
  for (let across = 0; across < CELLS; across++) {
    let sum = 0;
    for (const end = at + cell * BYTES_PER_PIXEL; at < end; at += BYTES_PER_PIXEL) sum += band[at] ?? 0;
    sums[first + across] = (sums[first + across] ?? 0) + sum;
  }
}
