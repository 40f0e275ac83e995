import { HEADER_BYTES } from '../../core/bricks/brick-size.ts';
import { brickFiles } from './brick-files.ts';

const CELLS = 16;
/** Rows read of a cell at most: a thumbnail of the largest brick reads 8 MiB, not 256. */
const MOST_ROWS = 16;

/** Mean bytes of the 16 x 16 cells of a texture of `side` pixels, row by row. */
export async function readThumbnail(path: string, side: number): Promise<Uint8Array> {
  await using file = await brickFiles.open(path);
  const cell = side / CELLS;
  const rows = Math.min(cell, MOST_ROWS);
  const line = new Uint8Array(side * 4);
  const sums = new Float64Array(CELLS * CELLS);
  for (let down = 0; down < CELLS; down++)
    for (let row = 0; row < rows; row++) {
      await file.read(line, HEADER_BYTES + (down * cell + Math.floor((row * cell) / rows)) * side * 4);
      for (let x = 0; x < side; x++) {
        const at = down * CELLS + Math.floor(x / cell);
        sums[at] = (sums[at] ?? 0) + (line[x * 4] ?? 0);
      }
    }
  return Uint8Array.from(sums, (sum) => sum / (rows * cell));
}
