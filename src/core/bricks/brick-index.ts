import { z } from 'zod';
import type { BrickHeader } from './brick-header.ts';

/** Bricks that one artifact becomes: 4 GiB of it. */
export const BRICKS_MOST = 64;

const SHA256 = z.string().regex(/^[0-9a-f]{64}$/);

const indexSchema = z
  .object({
    format: z.literal('openspec-complete-bricks'),
    version: z.literal(1),
    /** Bytes of the whole artifact. */
    size: z.int().min(0),
    sha256: SHA256,
    bricks: z
      .array(
        z.object({
          /** Beside the index. */
          file: z.string().regex(/^[^/\\\0]+\.brick$/),
          offset: z.int().min(0),
          size: z.int().min(1),
          sha256: SHA256,
        }),
      )
      .min(1)
      .max(BRICKS_MOST),
  })
  .refine(({ bricks, size }) => {
    let end = 0;
    for (const brick of bricks) {
      if (brick.offset !== end) return false;
      end += brick.size;
    }
    return end === size;
  });

/** `X.bricks.json`: the bricks of an artifact that is larger than one, in order and without gaps. */
export type BrickIndex = z.infer<typeof indexSchema>;

export function printIndex(index: BrickIndex): string {
  return `${JSON.stringify(index, null, 2)}\n`;
}

/** Nothing when the text is no index, or one with gaps, overlaps or paths. */
export function parseIndex(text: string): BrickIndex | undefined {
  try {
    return indexSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export interface BrickNames {
  readonly index: string;
  readonly sidecar: string;
  /** @param number from 0 */
  readonly part: (number: number) => string;
}

/** What stands beside `X.brick`: `X.bricks.json`, `X.brick.json`, `X.0001.brick` … */
export function brickNames(brick: string): BrickNames {
  const stem = brick.replace(/\.brick$/, '');
  return {
    index: `${stem}.bricks.json`,
    sidecar: `${brick}.json`,
    part: (number) => `${stem}.${String(number + 1).padStart(4, '0')}.brick`,
  };
}

/**
 * The index of bricks with these headers, which have the names that belong to `brick` (`X.brick`).
 * @param sha256 of the whole artifact, in hexadecimal digits
 */
export function indexOf(brick: string, headers: readonly BrickHeader[], sha256: string): BrickIndex {
  const { part } = brickNames(brick);
  let size = 0;
  const bricks = headers.map(({ originalSize, hash }, at) => {
    const file = part(at).replace(/^.*\//, '');
    const entry = {
      file,
      offset: size,
      size: originalSize,
      sha256: Buffer.from(hash.subarray(0, 32)).toString('hex'),
    };
    size += originalSize;
    return entry;
  });
  return { format: 'openspec-complete-bricks', version: 1, size, sha256, bricks };
}
