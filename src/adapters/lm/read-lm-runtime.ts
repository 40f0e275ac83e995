import { z } from 'zod';
import type { ModelCard } from '../../ports/model.ts';
import { connectionFault } from './connection-fault.ts';
import type { LmModel } from './lm-model.ts';
import type { LmAddress } from './normalise-lm-url.ts';
import { type JsonRequest, readJson } from './read-json.ts';

const REPLY = z.object({ runtime: z.object({ name: z.string(), version: z.string() }) });

type Runtime = Pick<ModelCard, 'runtimeName' | 'runtimeVersion'>;

/**
 * Name and version of LM Studio's runtime, which only replies of `POST /api/v0/chat/completions` carry
 * (https://lmstudio.ai/docs/developer/rest/endpoints): asks the model, which must be loaded, for one token.
 * Empty when the server does not say, cannot be reached, or the model is not loaded: nothing is guessed, and
 * a run never fails for want of it.
 */
export async function readLmRuntime(
  model: LmModel,
  address: LmAddress,
  request: Omit<JsonRequest, 'body'>,
): Promise<Runtime> {
  const body = {
    model: model.requestName,
    messages: [{ role: 'user', content: '.' }],
    max_tokens: 1,
    temperature: 0,
  };
  try {
    const answer = await readJson(`${address.root}/api/v0/chat/completions`, { ...request, body });
    const { data } = REPLY.safeParse(answer.body);
    return data ? { runtimeName: data.runtime.name, runtimeVersion: data.runtime.version } : {};
  } catch (error) {
    request.signal?.throwIfAborted();
    connectionFault(error, address.apiBase);
    return {};
  }
}
