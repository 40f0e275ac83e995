import { Fault } from '../../core/fault.ts';
import type { LmModel } from './lm-model.ts';

const MOST_LISTED = 20;

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

const byName = (a: LmModel, b: LmModel) =>
  a.card.key.localeCompare(b.card.key, 'en') || a.requestName.localeCompare(b.requestName, 'en');

/** The keys a user can choose from, for people. */
export function listKeys(models: readonly LmModel[]): string {
  const keys = [...new Set(models.filter((model) => model.chat).map((model) => model.card.key))].sort();
  if (keys.length === 0) return 'none';
  const rest = keys.length - MOST_LISTED;
  return `${keys.slice(0, MOST_LISTED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function findWanted(models: readonly LmModel[], wanted: string): LmModel | undefined {
  const chat = models.filter((model) => model.chat).sort(byName);
  const running = chat.filter((model) => model.card.loaded);
  return (
    running.find((model) => model.requestName === wanted) ??
    running.find((model) => model.names.some((name) => same(name, wanted))) ??
    chat.find((model) => model.names.some((name) => same(name, wanted))) ??
    // Ollama lists `qwen3-coder:latest` and answers to `qwen3-coder`.
    chat.find((model) => model.names.some((name) => same(name, `${wanted}:latest`)))
  );
}

/**
 * The model to use: the wanted one (key in any case, name of a running instance, or variant), else a loaded
 * chat model, of several the first by key. Never an embedding model, and nothing is loaded here.
 *
 * @throws Fault `model-missing` naming what is there; `model-none-loaded` naming what could be loaded
 */
export function chooseLmModel(
  models: readonly LmModel[],
  wanted: string | undefined,
  endpoint: string,
): LmModel {
  if (wanted !== undefined) {
    const found = findWanted(models, wanted);
    if (found) return found;
    throw new Fault('model-missing', `"${wanted}" (there: ${listKeys(models)})`);
  }
  const loaded = models.filter((model) => model.chat && model.card.loaded).sort(byName)[0];
  if (loaded) return loaded;
  throw new Fault('model-none-loaded', `${endpoint} (none is loaded; downloaded: ${listKeys(models)})`);
}
