import { Fault } from '../../core/fault.ts';
import { HttpRefusal } from '../../core/http-refusal.ts';
import type { ModelCard } from '../../ports/model.ts';
import { connectionFault } from './connection-fault.ts';
import type { LmModel } from './lm-model.ts';
import type { LmAddress } from './normalise-lm-url.ts';
import { type JsonRequest, readJson } from './read-json.ts';
import { readV0Models, readV1Models } from './read-lm-studio-models.ts';
import { addLlamaCppProps, readOpenAiModels } from './read-openai-models.ts';

/** What one endpoint said of itself: its models, or the fault that keeps it from being used. */
export type LmProbe = {
  readonly address: LmAddress;
  readonly milliseconds: number;
} & ({ readonly models: readonly LmModel[] } | { readonly fault: Fault });

async function readOpenAi(address: LmAddress, request: JsonRequest): Promise<LmModel[] | undefined> {
  const { status, body } = await readJson(`${address.apiBase}/models`, request);
  const cause = new HttpRefusal(status);
  if (status === 401 || status === 403) throw new Fault('model-refused-key', address.apiBase, { cause });
  // A proxy in front of a server that is down, or llama.cpp while it loads its model.
  if (status >= 500) throw new Fault('model-unreachable', `${address.apiBase} (status ${status})`, { cause });
  const list = readOpenAiModels(body, address.apiBase, 'openai-compatible');
  if (status !== 200 || !list) return undefined;
  // LM Studio's own greeting (github.com/lmstudio-ai/lms, createClient.ts).
  const greeting = await readJson(`${address.root}/lmstudio-greeting`, request);
  const isLmStudio = (greeting.body as { lmstudio?: unknown } | null | undefined)?.lmstudio === true;
  const kind: ModelCard['endpointKind'] = isLmStudio ? 'lm-studio' : 'openai-compatible';
  if (isLmStudio) return readOpenAiModels(body, address.apiBase, kind);
  return addLlamaCppProps(list, (await readJson(`${address.root}/props`, request)).body);
}

async function readModels(address: LmAddress, request: JsonRequest): Promise<LmModel[]> {
  const v1 = await readJson(`${address.root}/api/v1/models`, request);
  // Only LM Studio guards this route with its token; elsewhere a 401 here says nothing of `/v1`.
  const models =
    readV1Models(v1.body, address.apiBase) ??
    readV0Models((await readJson(`${address.root}/api/v0/models`, request)).body, address.apiBase) ??
    (await readOpenAi(address, request));
  if (!models) throw new Fault('model-not-a-server', address.apiBase);
  return models;
}

/**
 * Asks an endpoint which models it has: LM Studio's native lists first, then the OpenAI one. Loads nothing and
 * never throws for the endpoint's sake; throws the signal's reason when the caller gave up.
 */
export async function probeLmServer(address: LmAddress, request: JsonRequest): Promise<LmProbe> {
  const start = performance.now();
  const elapsed = () => Math.round(performance.now() - start);
  try {
    const models = await readModels(address, request);
    return { address, models, milliseconds: elapsed() };
  } catch (error) {
    request.signal?.throwIfAborted();
    const fault = error instanceof Fault ? error : connectionFault(error, address.apiBase);
    return { address, fault, milliseconds: elapsed() };
  }
}
