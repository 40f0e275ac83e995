import type { AskOptions, Message, ModelCard } from '../../ports/model.ts';

/** Code has more characters a token; a guess too high only passes a smaller host over. */
const FEWEST_CHARACTERS_PER_TOKEN = 3;

/** Tokens another host's context must have for a call that was made for this card's. */
export function needOf(card: ModelCard, messages: readonly Message[], options: AskOptions): number {
  const characters = messages.reduce((sum, message) => sum + message.content.length, 0);
  const guess = Math.ceil(characters / FEWEST_CHARACTERS_PER_TOKEN) + options.maxTokens;
  return Math.min(guess, card.contextLoaded ?? Number.POSITIVE_INFINITY);
}
