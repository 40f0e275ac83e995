import type { ArtifactRange } from '../bricks/sidecar.ts';

const BLOCK = 4_096;
/** Fewer bytes cannot reach the entropy of many, whatever they are. */
const SMALLEST = 1_024;
/** Compressed and encrypted blocks of 4 KiB have more than 7.8 bits a byte, code has 5 to 6.5. */
const DENSE = 7.5;
const MOST_RANGES = 50;

export interface EntropyMap {
  readonly blocks: number;
  readonly highest: number;
  readonly mean: number;
  /** Neighbouring blocks that look compressed or encrypted, each range named by its mean. */
  readonly dense: readonly ArtifactRange[];
}

/** Shannon entropy in bits per byte for every 4 KiB; a rest of less than a KiB is not judged. */
export function entropyMap(bytes: Uint8Array): EntropyMap {
  const counts = new Uint32Array(256);
  const runs: { offset: number; size: number; sum: number; blocks: number }[] = [];
  let [blocks, sum, highest] = [0, 0, 0];
  for (let offset = 0; offset + SMALLEST <= bytes.length; offset += BLOCK) {
    const size = Math.min(BLOCK, bytes.length - offset);
    const entropy = entropyOfBlock(bytes, offset, size, counts);
    blocks += 1;
    sum += entropy;
    highest = Math.max(highest, entropy);
    if (entropy < DENSE) continue;
    const last = runs.at(-1);
    if (last && last.offset + last.size === offset) {
      last.size += size;
      last.sum += entropy;
      last.blocks += 1;
    } else runs.push({ offset, size, sum: entropy, blocks: 1 });
  }
  const longest = runs.toSorted((a, b) => b.size - a.size).slice(0, MOST_RANGES);
  const dense = longest
    .sort((a, b) => a.offset - b.offset)
    .map((run) => ({
      name: `${(run.sum / run.blocks).toFixed(2)} bits per byte`,
      offset: run.offset,
      size: run.size,
    }));
  return { blocks, highest, mean: blocks === 0 ? 0 : sum / blocks, dense };
}

function entropyOfBlock(bytes: Uint8Array, offset: number, size: number, counts: Uint32Array): number {
  counts.fill(0);
  for (let at = offset; at < offset + size; at++) {
    const byte = bytes[at] ?? 0;
    counts[byte] = (counts[byte] ?? 0) + 1;
  }
  let entropy = 0;
  for (const count of counts) if (count > 0) entropy -= (count / size) * Math.log2(count / size);
  return entropy;
}
