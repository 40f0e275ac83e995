import { HEADER_BYTES } from '../../core/bricks/brick-size.ts';
import { readHeader } from '../../core/bricks/read-header.ts';
import { blockEntropy } from './block-entropy.ts';

export interface DecodedBrick {
  readonly side: number;
  /** Bytes in the texture. */
  readonly size: number;
  /** One byte a pixel, row by row, in every size: whole first, down to one pixel. */
  readonly levels: readonly Uint8Array<ArrayBuffer>[];
  /** See `blockEntropy`. */
  readonly blockEntropy: Uint8Array<ArrayBuffer>;
}

/** Takes one byte a pixel out of a V2BR file whose header is whole, and the entropy of its blocks. */
export function decodeBrick(file: Uint8Array): DecodedBrick | { readonly error: string } {
  const reading = readHeader(file.subarray(0, HEADER_BYTES), file.length);
  if (reading.is !== 'brick')
    return { error: reading.is === 'damaged' ? reading.why : `it is ${reading.format}` };
  const { order, payloadSize: size } = reading.header;
  const side = 2 ** order;
  const bytes = new Uint8Array(side * side);
  for (let pixel = 0; pixel < bytes.length; pixel++) bytes[pixel] = file[HEADER_BYTES + pixel * 4] ?? 0;
  const levels = [bytes];
  for (let across = side; across > 1; across /= 2) levels.push(halved(levels.at(-1) ?? bytes, across));
  return { side, size, levels, blockEntropy: blockEntropy(bytes, { order, size }) };
}

/** The mean of every 2 x 2 pixels. */
function halved(pixels: Uint8Array, side: number): Uint8Array<ArrayBuffer> {
  const half = side / 2;
  const means = new Uint8Array(half * half);
  for (let row = 0, to = 0; row < half; row++)
    for (let from = row * 2 * side; to < (row + 1) * half; from += 2, to++) {
      const upper = (pixels[from] ?? 0) + (pixels[from + 1] ?? 0);
      const lower = (pixels[from + side] ?? 0) + (pixels[from + side + 1] ?? 0);
      means[to] = (upper + lower + 2) >> 2;
    }
  return means;
}
