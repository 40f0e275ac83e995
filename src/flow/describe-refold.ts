import type { BrickHeader } from '../core/bricks/brick-header.ts';
import type { Semantic, Sidecar } from '../core/bricks/sidecar.ts';
import type { RefoldPlan } from './plan-refold.ts';

interface Refolded {
  readonly source: string;
  readonly headers: readonly BrickHeader[];
  /** Of the whole artifact. */
  readonly sha256: string;
  readonly now: Date;
}

const CHANGED = 'the artifact changed after it was analysed';

/**
 * The sidecar of bricks that are no longer what they were. What parsers found is of the first brick, and holds where that did
 * not change; what a model said of other bytes may not hold for these, offsets least of all.
 */
export function describeRefold(
  { gone_at: _gone, facts, ...sidecar }: Sidecar,
  { analysis, isDescribed }: RefoldPlan,
  { source, headers, sha256, now }: Refolded,
): Sidecar {
  const size = headers.reduce((sum, { originalSize }) => sum + originalSize, 0);
  const entropy = headers.reduce((sum, header) => sum + header.entropy * header.originalSize, 0);
  return {
    ...sidecar,
    source: { ...sidecar.source, path: source, size, sha256 },
    folded_at: now.toISOString(),
    brick: { ...sidecar.brick, entropy: size === 0 ? 0 : entropy / size, bricks: headers.length },
    ...(isDescribed && facts ? { facts } : {}),
    ...analysis,
    semantic: meaningOf(sidecar.semantic, analysis?.semantic, isDescribed),
  };
}

function meaningOf(before: Semantic, found: Semantic | undefined, isDescribed: boolean): Semantic {
  if (found?.state === 'analysed') return found;
  const why = before.state === 'analysed' ? CHANGED : before.why;
  const kept = isDescribed && before.state === 'unanalysed' ? before.security : undefined;
  const security = found ? found.security : kept;
  return { state: 'unanalysed', ...(why && { why }), ...(security && { security }) };
}
