import { createModelServer } from '../adapters/lm/create-model-server.ts';
import type { ModelSettings } from '../core/policy/settings.ts';
import type { LmStatus } from '../ports/model.ts';

/** The output `lm-status`; never fails and never loads a model. */
export async function modelStatus(settings: ModelSettings, signal: AbortSignal): Promise<LmStatus> {
  try {
    return (await createModelServer(settings).health(signal)).status;
  } catch {
    return 'offline';
  }
}
