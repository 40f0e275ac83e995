import type { ModelSettings } from '../core/policy/settings.ts';
import type { LmStatus } from '../ports/model.ts';
import { lookAtModelServer } from './open-model-server.ts';

/** The output `lm-status`; never fails and never loads a model. */
export async function modelStatus(settings: ModelSettings, signal: AbortSignal): Promise<LmStatus> {
  try {
    return (await lookAtModelServer(settings).health(signal)).status;
  } catch {
    return 'offline';
  }
}
