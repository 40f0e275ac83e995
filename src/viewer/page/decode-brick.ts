import { HEADER_BYTES } from '../../core/bricks/brick-size.ts';
import { readHeader } from '../../core/bricks/read-header.ts';

export interface DecodedBrick {
  readonly brick: string;
  readonly side: number;
  /** Bytes of the artifact in the brick. */
  readonly size: number;
  /** One byte a pixel, row by row. */
  readonly bytes: Uint8Array;
  /** Of the 16 x 16 blocks, row by row; 255 is 8 bits a byte. */
  readonly blockEntropy: Uint8Array;
}

const BLOCK = 16;

type Decoded = Omit<DecodedBrick, 'brick'> | { readonly error: string };

/** Takes one byte a pixel out of a V2BR file whose header is whole, and the entropy of its blocks. */
export function decodeBrick(file: Uint8Array): Decoded {
  const reading = readHeader(file.subarray(0, HEADER_BYTES), file.length);
  if (reading.is !== 'brick') return { error: reading.is === 'damaged' ? reading.why : reading.format };
  const side = 2 ** reading.header.order;
  const bytes = new Uint8Array(side * side);
  for (let pixel = 0; pixel < bytes.length; pixel++) bytes[pixel] = file[HEADER_BYTES + pixel * 4] ?? 0;
  return { side, size: reading.header.payloadSize, bytes, blockEntropy: entropyOfBlocks(bytes, side) };
}

/** Shannon entropy of every 16 x 16 block, 255 for 8 bits a byte: along the curve, each is a run of 256 bytes. */
function entropyOfBlocks(bytes: Uint8Array, side: number): Uint8Array {
  const across = side / BLOCK;
  const entropies = new Uint8Array(across * across);
  const counts = new Uint16Array(256);
  for (let block = 0; block < entropies.length; block++) {
    counts.fill(0);
    const corner = Math.floor(block / across) * BLOCK * side + (block % across) * BLOCK;
    for (let row = 0; row < BLOCK; row++) {
      const start = corner + row * side;
      for (const value of bytes.subarray(start, start + BLOCK)) counts[value] = (counts[value] ?? 0) + 1;
    }
    let bits = 0;
    for (const count of counts) if (count > 0) bits -= (count / 256) * Math.log2(count / 256);
    entropies[block] = Math.round((bits / 8) * 255);
  }
  return entropies;
}
