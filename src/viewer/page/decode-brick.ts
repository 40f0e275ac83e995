const HEADER_BYTES = 132;
const BLOCK = 16;

type Decoded =
  | {
      readonly side: number;
      readonly size: number;
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly blockEntropy: Uint8Array<ArrayBuffer>;
    }
  | { readonly error: string };

/** Takes one byte a pixel out of a V2BR file, and the entropy of its blocks. The server's side has checked the hash. */
export function decodeBrick(file: Uint8Array): Decoded {
  if (file.length < HEADER_BYTES || String.fromCharCode(...file.subarray(0, 4)) !== 'V2BR')
    return { error: 'This is not a V2BR brick.' };
  const header = new DataView(file.buffer, file.byteOffset, HEADER_BYTES);
  const side = header.getUint32(8, true);
  const size = Number(header.getBigUint64(28, true));
  if (side < BLOCK || file.length !== HEADER_BYTES + side * side * 4)
    return { error: 'This brick is cut off.' };
  const bytes = new Uint8Array(side * side);
  for (let pixel = 0; pixel < bytes.length; pixel++) bytes[pixel] = file[HEADER_BYTES + pixel * 4] ?? 0;
  return { side, size, bytes, blockEntropy: entropyOfBlocks(bytes, side) };
}

/** Shannon entropy of every 16 x 16 block, 255 for 8 bits a byte: along the curve, each is a run of 256 bytes. */
function entropyOfBlocks(bytes: Uint8Array, side: number): Uint8Array<ArrayBuffer> {
  const across = side / BLOCK;
  const entropies = new Uint8Array(across * across);
  const counts = new Uint16Array(256);
  for (let block = 0; block < entropies.length; block++) {
    counts.fill(0);
    const corner = Math.floor(block / across) * BLOCK * side + (block % across) * BLOCK;
    for (let row = 0; row < BLOCK; row++) {
      const start = corner + row * side;
      for (let at = start; at < start + BLOCK; at++) {
        const value = bytes[at] ?? 0;
        counts[value] = (counts[value] ?? 0) + 1;
      }
    }
    let bits = 0;
    for (const count of counts) if (count > 0) bits -= (count / 256) * Math.log2(count / 256);
    entropies[block] = Math.round((bits / 8) * 255);
  }
  return entropies;
}
