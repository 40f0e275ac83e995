import { systemDecompress } from '../adapters/artifacts/decompress.ts';
import { systemPackages } from '../adapters/artifacts/package-owner.ts';
import type { Settings } from '../core/policy/settings.ts';
import { type ArtifactAnalyst, createAnalyst } from '../flow/analyse-artifact.ts';
import type { Journal } from '../ports/journal.ts';
import type { Progress } from '../ports/progress.ts';
import type { Environment } from './environment.ts';
import { openJournal } from './open-journal.ts';
import { openModelServer } from './open-model-server.ts';

export interface AnalystRequest {
  readonly settings: Pick<Settings, 'model' | 'policy' | 'control'>;
  readonly env: Environment;
  readonly progress: Progress;
  readonly mask: (text: string) => string;
  /** false: facts only. */
  readonly asks: boolean;
}

export interface OpenedAnalyst extends ArtifactAnalyst, AsyncDisposable {
  /** Where its calls are recorded, for what else is to be. */
  readonly journal: Journal;
}

/**
 * An analyst with the package database of this machine and the model of the settings. Disposing gives the journal's rows
 * their last two seconds. Throws `bad-settings`.
 */
export function openAnalyst(request: AnalystRequest): OpenedAnalyst {
  const { settings, env, progress, mask, asks } = request;
  const { model, policy, control } = settings;
  const recording = openJournal(control, env, (text) => progress.emit({ kind: 'warning', text }));
  const { taskTokens } = policy.limits;
  const analyst = createAnalyst({
    ...(asks ? { model: openModelServer(settings, { ...recording, mask }) } : {}),
    packages: systemPackages(env.PATH ?? ''),
    decompress: systemDecompress(env.PATH ?? ''),
    clock: { now: () => new Date() },
    progress,
    temperature: model.temperature,
    ...(model.seed === undefined ? {} : { seed: model.seed }),
    ...(taskTokens === undefined ? {} : { tokens: taskTokens }),
  });
  const { journal } = recording;
  return { ...analyst, journal, [Symbol.asyncDispose]: () => journal[Symbol.asyncDispose]() };
}
