import { Fault } from '../core/fault.ts';
import { overBudget } from '../core/policy/over-budget.ts';
import type { Budgets } from '../ports/budgets.ts';
import type { Answer, AskOptions, Message, ModelServer } from '../ports/model.ts';

const CHARACTERS_PER_TOKEN = 4;

/**
 * The same server behind the budget of an app: a call that could go over it throws `budget-exceeded` and is not sent.
 * Counted is what the store knew at the start and what went through here since; a call under way counts with all it
 * may take, and an answered one with what its server reported.
 */
export function guardedModelServer(server: ModelServer, budgets: Budgets, app: string): ModelServer {
  const used = { requests: 0, tokens: 0 };
  return {
    health: (signal, reach) => server.health(signal, reach),
    choose: (signal, key) => {
      // Read beside the work that comes before the first question; an error is thrown there.
      void budgets.of(app).catch(() => undefined);
      return server.choose(signal, key);
    },
    ask: async (card, messages, options) => {
      const budget = await budgets.of(app);
      if (!budget) return server.ask(card, messages, options);
      const wanted = mostTokens(messages, options);
      const over = overBudget(
        {
          ...budget,
          usedRequests: budget.usedRequests + used.requests,
          usedTokens: budget.usedTokens + used.tokens,
        },
        wanted,
      );
      if (over !== undefined) throw new Fault('budget-exceeded', `${app} has used ${over}`);
      used.requests += 1;
      used.tokens += wanted;
      const answer = await server.ask(card, messages, options).catch((error: unknown) => {
        used.tokens -= wanted;
        throw error;
      });
      used.tokens += tokensOf(answer, messages) - wanted;
      return answer;
    },
  };
}

function promptTokens(messages: readonly Message[]): number {
  const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

function mostTokens(messages: readonly Message[], options: AskOptions): number {
  return promptTokens(messages) + options.maxTokens;
}

/** Reported, else guessed. */
function tokensOf(answer: Answer, messages: readonly Message[]): number {
  const written = answer.completionTokens ?? Math.ceil(answer.text.length / CHARACTERS_PER_TOKEN);
  return (answer.promptTokens ?? promptTokens(messages)) + written;
}
