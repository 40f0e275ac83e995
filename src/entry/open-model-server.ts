import { createModelServer } from '../adapters/lm/create-model-server.ts';
import type { Settings } from '../core/policy/settings.ts';
import { guardedModelServer } from '../flow/guarded-model-server.ts';
import { journaledModelServer } from '../flow/journaled-model-server.ts';
import { readBudgets } from '../flow/read-budgets.ts';
import type { ModelServer } from '../ports/model.ts';
import type { OpenedJournal } from './open-journal.ts';

/** The name of this program in `control.agent_run` and `control.lm_usage_budget`. */
const APP = 'openspec-complete';

export interface Recording extends OpenedJournal {
  readonly mask: (text: string) => string;
}

/** The model server of a run: every question is held against its budget and leaves one row in the journal. */
export function openModelServer(
  { model, control }: Pick<Settings, 'model' | 'control'>,
  { journal, reader, mask }: Recording,
): ModelServer {
  const clock = { now: () => new Date() };
  const budgets = readBudgets(reader, clock);
  // A server that cannot be reached costs its two seconds beside the first work, not before the first question.
  if (/^postgres/.test(control.dsn)) void budgets.of(APP).catch(() => undefined);
  const guarded = guardedModelServer(createModelServer(model), budgets, APP);
  return journaledModelServer(guarded, journal, {
    ...{ app: APP, storePrompts: control.storePrompts, mask, clock },
  });
}

/** The same servers to look at: nothing can be asked through this. */
export function lookAtModelServer(model: Settings['model']): Pick<ModelServer, 'health' | 'choose'> {
  return createModelServer(model);
}
