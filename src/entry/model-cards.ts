import { Fault } from '../core/fault.ts';
import type { Run } from '../flow/run.ts';
import type { ModelCard, ModelServer } from '../ports/model.ts';

/** The cards of the models a run uses, each asked for once. */
export function modelCards(model: ModelServer, signal: AbortSignal): Pick<Run, 'card' | 'rereadCard'> {
  /** By wanted key; '' for the model of the settings. */
  const asked = new Map<string, Promise<ModelCard>>();
  /** What was read of a model again, by key and endpoint. */
  const reread = new Map<string, ModelCard>();
  return {
    card: async (key) => {
      const asking = asked.get(key ?? '') ?? model.choose(signal, key);
      asked.set(key ?? '', asking);
      const card = await asking;
      return reread.get(nameOf(card)) ?? card;
    },
    rereadCard: async (old) => {
      const now = await rechosen(model, old, signal);
      reread.set(nameOf(now), now);
      return now;
    },
  };
}

const nameOf = ({ endpoint, key }: ModelCard) => `${endpoint} ${key}`;

/** The card of the same model again; the old one when the server is gone for a moment or offers another model. */
async function rechosen(model: ModelServer, old: ModelCard, signal: AbortSignal): Promise<ModelCard> {
  try {
    const now = await model.choose(signal, old.key);
    return nameOf(now) === nameOf(old) ? now : old;
  } catch (error) {
    if (error instanceof Fault) return old;
    throw error;
  }
}
