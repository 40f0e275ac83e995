/** What the model can hold and what its answer may take, in tokens. */
export interface PromptRoom {
  /** Tokens of the loaded context; undefined when the server does not say. */
  readonly contextTokens: number | undefined;
  /** Tokens kept free for the answer, reasoning included. */
  readonly answerTokens: number;
}

/** Assumed where the server does not tell: the context LM Studio loads with when nobody asks for more. */
const USUAL_CONTEXT = 4_096;
/** Part of the context that estimates may be wrong by. */
const MARGIN = 0.03;

/** Tokens the messages of a conversation may take. Not positive when the answer alone fills the context. */
export function promptBudget(room: PromptRoom): number {
  const context = room.contextTokens ?? USUAL_CONTEXT;
  return Math.floor(context * (1 - MARGIN)) - room.answerTokens;
}
