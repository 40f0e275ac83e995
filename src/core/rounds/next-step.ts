/** A round that did not end the task. */
export interface RoundFact {
  /** It came nearer than everything before it: fewer failed gates, fewer errors. */
  readonly better: boolean;
  /** It was the first of a conversation. */
  readonly first: boolean;
}

/** What is done after a round that did not hold. */
export type NextStep = 'go-on' | 'fresh-start' | 'next-model' | 'stop';

/** Rounds without progress after which a conversation is given up (PRODUCT section 5). */
const MOST_STALE = 2;

/**
 * What to do next, from the rounds with the present model so far, oldest first. Two rounds without progress end a
 * conversation: small models mostly return the same code again (59 of 102 repair rounds, shared facts on repair), so
 * going on costs tokens and gains nothing. A second stale conversation, or the last round, brings the next model.
 */
export function nextStep(
  rounds: readonly RoundFact[],
  about: { readonly maxRounds: number; readonly modelsLeft: number },
): NextStep {
  const further = about.modelsLeft > 0 ? 'next-model' : undefined;
  if (rounds.length >= about.maxRounds) return further ?? 'stop';
  if (staleRounds(rounds) < MOST_STALE) return 'go-on';
  const conversations = rounds.filter((round) => round.first).length;
  return (conversations > 1 ? further : undefined) ?? 'fresh-start';
}

/** Rounds without progress at the end of the present conversation. */
function staleRounds(rounds: readonly RoundFact[]): number {
  const begin = rounds.findLastIndex((round) => round.first);
  const lastBetter = rounds.findLastIndex((round) => round.better);
  return rounds.length - 1 - Math.max(begin - 1, lastBetter);
}
