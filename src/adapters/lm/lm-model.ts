import type { ModelCard } from '../../ports/model.ts';

/** A model one server offers: its card, and what the adapter needs to ask for it and to know its answers. */
export interface LmModel {
  readonly card: ModelCard;
  /** What a request names: the running instance, so that no second copy is loaded; else the key. */
  readonly requestName: string;
  /** Every name an answer of this model may carry, and a user may write. */
  readonly names: readonly string[];
  /** False for embedding models, which cannot answer. */
  readonly chat: boolean;
}

type Known = { readonly [Field in keyof ModelCard]-?: ModelCard[Field] | undefined };

/** A card of the fields that are known; the others are absent, not undefined. */
export function modelCard(known: Partial<Known> & Pick<ModelCard, 'key' | 'endpoint'>): ModelCard {
  const base = { endpointKind: 'openai-compatible', parallel: 1, loaded: true } as const;
  const reported = Object.entries(known).filter(([, value]) => value !== undefined);
  return { ...base, ...Object.fromEntries(reported) } as ModelCard;
}
