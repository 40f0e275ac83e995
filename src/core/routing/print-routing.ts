import type { Routing } from './routing.ts';

/** A decision as one line: what was taken, and the reason of every endpoint. `none` says why nothing was. */
export function printRouting(routing: Exclude<Routing, { readonly kind: 'probe' }>): string {
  const head =
    routing.kind === 'none'
      ? 'no usable endpoint'
      : `${routing.kind === 'fallback' ? 'fallback ' : ''}${routing.endpoint}`;
  const reasons = routing.reasons.map(({ endpoint, code, words }) => `${endpoint} ${code} (${words})`);
  return [head, ...reasons].join('; ');
}
