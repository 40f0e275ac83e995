import { systemPackages } from '../adapters/artifacts/package-owner.ts';
import { createModelServer } from '../adapters/lm/create-model-server.ts';
import type { Settings } from '../core/policy/settings.ts';
import { type ArtifactAnalyst, createAnalyst } from '../flow/analyse-artifact.ts';
import type { Progress } from '../ports/progress.ts';
import type { Environment } from './environment.ts';

export interface AnalystRequest {
  readonly settings: Pick<Settings, 'model' | 'policy'>;
  readonly env: Environment;
  readonly progress: Progress;
  /** false: facts only. */
  readonly asks: boolean;
}

/** An analyst with the package database of this machine and the model of the settings. Throws `bad-settings`. */
export function openAnalyst({ settings, env, progress, asks }: AnalystRequest): ArtifactAnalyst {
  const { model, policy } = settings;
  const { taskTokens } = policy.limits;
  return createAnalyst({
    ...(asks ? { model: createModelServer(model) } : {}),
    packages: systemPackages(env.PATH ?? ''),
    clock: { now: () => new Date() },
    progress,
    temperature: model.temperature,
    ...(model.seed === undefined ? {} : { seed: model.seed }),
    ...(taskTokens === undefined ? {} : { tokens: taskTokens }),
  });
}
