import type { ModelCard } from '../ports/model.ts';

/**
 * Assumed where a server does not tell its context: what people configure for code. A model that is not loaded yet may
 * come with less (LM Studio: 4,096); the server's refusal then says so and the prompt is fitted again.
 */
const UNKNOWN_CONTEXT = 16_384;
const LEAST_ANSWER = 700;
const MOST_ANSWER = 12_288;
/** Part of the context kept for the answer: a whole file of 200 lines takes about 2,500 tokens. */
const ANSWER_SHARE = 0.35;

/** Tokens of the model's context, an assumption where the server does not say. */
export function contextOf(card: ModelCard): number {
  return card.contextLoaded ?? Math.min(UNKNOWN_CONTEXT, card.contextMax ?? UNKNOWN_CONTEXT);
}

/** Tokens kept free for an answer, reasoning included. */
export function answerTokens(card: ModelCard): number {
  return Math.min(MOST_ANSWER, Math.max(LEAST_ANSWER, Math.floor(contextOf(card) * ANSWER_SHARE)));
}
