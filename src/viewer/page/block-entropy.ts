import { hilbertOffset } from '../../core/bricks/hilbert-curve.ts';

/** Pixels of a block's side. Along the curve a block is a run of 1,024 bytes. */
const BLOCK = 32;
const RUN = BLOCK * BLOCK;

/**
 * Shannon entropy of every block, row by row: 1 for 0 bits a byte to 255 for 8, and 0 where there is only padding, which
 * counts nowhere. Few bytes show less than they have, so what is missing on average is added (G. A. Miller, "Note on the
 * bias of information estimates", 1955): blocks and whole artifacts are told in the same colours.
 */
export function blockEntropy(
  bytes: Uint8Array,
  { order, size }: { readonly order: number; readonly size: number },
): Uint8Array<ArrayBuffer> {
  const side = 2 ** order;
  const across = side / BLOCK;
  const entropies = new Uint8Array(across * across);
  const counts = new Uint16Array(256);
  for (let block = 0; block < entropies.length; block++) {
    const [x, y] = [(block % across) * BLOCK, Math.floor(block / across) * BLOCK];
    const corner = hilbertOffset(order, { x, y });
    const length = Math.min(RUN, size - (corner - (corner % RUN)));
    if (length <= 0) continue;
    counts.fill(0);
    for (let row = 0; row < BLOCK; row++) {
      const start = (y + row) * side + x;
      for (const value of bytes.subarray(start, start + BLOCK)) counts[value] = (counts[value] ?? 0) + 1;
    }
    // Padding is zeros.
    counts[0] = Math.max(0, (counts[0] ?? 0) - (RUN - length));
    entropies[block] = 1 + Math.round((bitsOf(counts, length) / 8) * 254);
  }
  return entropies;
}

function bitsOf(counts: Uint16Array, length: number): number {
  let bits = 0;
  let kinds = 0;
  for (const count of counts) {
    if (count === 0) continue;
    kinds++;
    bits -= (count / length) * Math.log2(count / length);
  }
  return Math.max(0, Math.min(8, Math.log2(length), bits + (kinds - 1) / (2 * length * Math.LN2)));
}
