import type { LmModel } from './lm-model.ts';

/** The name without what LM Studio adds to it: `:2` for a second copy, `@q4_k_m` for a variant. */
const bare = (name: string) =>
  name
    .toLowerCase()
    .replace(/(:\d+|:latest)$/, '')
    .replace(/@[^/]*$/, '');
const lastPart = (name: string) => bare(name).split('/').at(-1) ?? '';

/**
 * Whether an answer's `.model` names another model than the one asked for: LM Studio answers an unknown or no
 * longer loaded name with whatever model is loaded (measured on 0.4.25, facts/lmstudio.md 1.2). Plain servers
 * put names of their own there (a file, a dated release), so only the name of another offered model counts.
 */
export function isOtherModel(answered: string, asked: LmModel, offered: readonly LmModel[]): boolean {
  const own = asked.names.map(bare);
  if (own.includes(bare(answered))) return false;
  const others = offered.filter((model) => !model.names.some((name) => own.includes(bare(name))));
  if (others.some((model) => model.names.some((name) => bare(name) === bare(answered)))) return true;
  if (asked.card.endpointKind !== 'lm-studio') return false;
  return !asked.names.some((name) => lastPart(name) === lastPart(answered));
}
