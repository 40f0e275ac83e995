import type { LmProbe } from './probe-lm-server.ts';

export interface SelectedBackend {
  readonly chosen: LmProbe;
  /** Endpoints that were asked and not taken. */
  readonly passedOver: readonly LmProbe[];
}

/**
 * The one place that decides which endpoint of the pool is used: the first healthy one in the order of the
 * settings; without any, the one with the least wrong, the earlier of equals.
 *
 * @param probes asks the endpoints one after the other; the rest are not asked once one is healthy
 * @param wrong how much is wrong with an endpoint, 0 for healthy
 */
export async function selectLmBackend(
  probes: AsyncIterable<LmProbe>,
  wrong: (probe: LmProbe) => number,
): Promise<SelectedBackend> {
  const asked: LmProbe[] = [];
  for await (const probe of probes) {
    asked.push(probe);
    if (wrong(probe) === 0) break;
  }
  const chosen = asked.toSorted((a, b) => wrong(a) - wrong(b))[0];
  if (!chosen) throw new RangeError('a pool has at least one endpoint');
  return { chosen, passedOver: asked.filter((probe) => probe !== chosen) };
}
