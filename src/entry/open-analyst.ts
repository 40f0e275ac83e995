import { systemPackages } from '../adapters/artifacts/package-owner.ts';
import { createModelServer } from '../adapters/lm/create-model-server.ts';
import type { RawInputs } from '../config/parse-inputs.ts';
import { type ArtifactAnalyst, createAnalyst } from '../flow/analyse-artifact.ts';
import type { Environment } from './environment.ts';
import { NO_FILES } from './no-files.ts';
import { readSettings } from './read-settings.ts';

export interface AnalystRequest {
  readonly raw: RawInputs;
  readonly env: Environment;
  /** false: facts only. */
  readonly asks: boolean;
}

/** An analyst with the package database of this machine and the model of the settings. Throws `bad-settings`. */
export async function openAnalyst({ raw, env, asks }: AnalystRequest): Promise<ArtifactAnalyst> {
  const { model, policy } = await readSettings({ raw, env, repository: NO_FILES, commit: 'HEAD' });
  const { taskTokens } = policy.limits;
  return createAnalyst({
    ...(asks ? { model: createModelServer(model) } : {}),
    packages: systemPackages(env.PATH ?? ''),
    clock: { now: () => new Date() },
    temperature: model.temperature,
    ...(model.seed === undefined ? {} : { seed: model.seed }),
    ...(taskTokens === undefined ? {} : { tokens: taskTokens }),
  });
}
