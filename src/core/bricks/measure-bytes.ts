import { isUtf8 } from 'node:buffer';

export interface ByteMeasure {
  /** Shannon entropy, bits per byte, 0 to 8, rounded to a 32-bit float as headers keep it. */
  readonly entropy: number;
  /** {@link isText} */
  readonly text: boolean;
  /** How often each of the 256 bytes occurs. */
  readonly counts: Uint32Array;
}

/** Counts the bytes of an artifact. */
export function measureBytes(bytes: Uint8Array): ByteMeasure {
  const counts = countBytes(bytes);
  return {
    entropy: entropyOf(counts),
    text: isText(bytes),
    counts,
  };
}

/** Valid UTF-8, not empty, without a zero byte. */
export function isText(bytes: Uint8Array): boolean {
  const { buffer, byteOffset, length } = bytes;
  return length > 0 && !Buffer.from(buffer, byteOffset, length).includes(0) && isUtf8(bytes);
}

/** Shannon entropy of bytes that occur so often. */
export function entropyOf(counts: Uint32Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let entropy = 0;
  for (const count of counts) if (count > 0) entropy -= (count / total) * Math.log2(count / total);
  return Math.fround(Math.max(0, entropy));
}

/** From here on counting pairs of bytes is worth its table: half as many steps. */
const PAIRS_FROM = 1_048_576;

/** How often each of the 256 bytes occurs. */
function countBytes(bytes: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  const paired =
    bytes.length >= PAIRS_FROM && bytes.byteOffset % 2 === 0 ? bytes.length - (bytes.length % 2) : 0;
  if (paired > 0) {
    const pairs = new Uint32Array(65_536);
    const words = new Uint16Array(bytes.buffer, bytes.byteOffset, paired / 2);
    for (let at = 0; at < words.length; at++) add(pairs, words[at] ?? 0, 1);
    for (const [pair, count] of pairs.entries()) {
      add(counts, pair & 0xff, count);
      add(counts, pair >> 8, count);
    }
  }
  for (let at = paired; at < bytes.length; at++) add(counts, bytes[at] ?? 0, 1);
  return counts;
}

function add(table: Uint32Array, at: number, count: number): void {
  table[at] = (table[at] ?? 0) + count;
}
