import type { BrickHeader } from '../core/bricks/brick-header.ts';
import type { Sidecar } from '../core/bricks/sidecar.ts';
import type { RefoldPlan } from './plan-refold.ts';

interface Refolded {
  readonly source: string;
  readonly headers: readonly BrickHeader[];
  /** Of the whole artifact. */
  readonly sha256: string;
  readonly now: Date;
}

/**
 * The sidecar of bricks that are no longer what they were. Facts and meaning were found in the first brick: what was found
 * in other bytes may not hold for these, offsets least of all.
 */
export function describeRefold(
  { facts, gone_at: _gone, ...sidecar }: Sidecar,
  { bricks: [first], analysis }: RefoldPlan,
  { source, headers, sha256, now }: Refolded,
): Sidecar {
  const size = headers.reduce((sum, { originalSize }) => sum + originalSize, 0);
  const entropy = headers.reduce((sum, header) => sum + header.entropy * header.originalSize, 0);
  return {
    ...sidecar,
    source: { ...sidecar.source, path: source, size, sha256 },
    folded_at: now.toISOString(),
    brick: { ...sidecar.brick, entropy: size === 0 ? 0 : entropy / size, bricks: headers.length },
    ...(first?.is === 'left' && facts ? { facts } : {}),
    semantic:
      sidecar.semantic.state === 'analysed'
        ? { state: 'unanalysed', why: 'the artifact changed after it was analysed' }
        : sidecar.semantic,
    ...analysis,
  };
}
