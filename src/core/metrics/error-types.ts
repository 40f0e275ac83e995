import { amount } from './amount.ts';
import type { CallFacts } from './call-facts.ts';
import { publicReason } from './public-reason.ts';

/** Failed calls by their cause code, as it may be published. */
export function errorTypes({ troubles }: Pick<CallFacts, 'troubles'>): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const [code, count] of Object.entries(troubles)) {
    const name = publicReason(code) || 'unknown_error';
    if (amount(count) > 0) counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return Object.fromEntries(counts);
}
