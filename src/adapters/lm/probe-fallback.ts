import { Fault } from '../../core/fault.ts';
import { HttpRefusal } from '../../core/http-refusal.ts';
import { connectionFault } from './connection-fault.ts';
import { modelCard } from './lm-model.ts';
import type { LmAddress } from './normalise-lm-url.ts';
import type { LmProbe } from './probe-lm-server.ts';
import { type JsonRequest, readJson } from './read-json.ts';
import { readOpenAiModels } from './read-openai-models.ts';

/** A remote service takes several requests at once; its limits are its own to enforce. */
const PARALLEL = 4;

/**
 * Looks at the fallback with the one request that every OpenAI-compatible service knows, `GET /models`. A service
 * without that list, or whose list leaves the model out (aliases), is taken at its word: the call will tell.
 */
export async function probeFallback(address: LmAddress, key: string, request: JsonRequest): Promise<LmProbe> {
  const start = performance.now();
  const end = () => ({ address, milliseconds: Math.round(performance.now() - start) });
  try {
    const { status, body } = await readJson(`${address.apiBase}/models`, request);
    if (status === 401 || status === 403) return { ...end(), fault: refused(address, status) };
    const listed = readOpenAiModels(body, address.apiBase, 'openai-compatible');
    const found = listed?.find((model) => model.card.key === key)?.card;
    const card = modelCard({
      ...(found ?? { key, endpoint: address.apiBase }),
      backend: 'remote',
      parallel: PARALLEL,
    });
    return { ...end(), models: [{ card, requestName: key, names: [key], chat: true }] };
  } catch (error) {
    request.signal?.throwIfAborted();
    const fault = error instanceof Fault ? error : connectionFault(error, address.apiBase);
    return { ...end(), fault };
  }
}

function refused({ apiBase }: LmAddress, status: number): Fault {
  return new Fault('model-refused-key', `${apiBase} (the fallback)`, { cause: new HttpRefusal(status) });
}
