import { systemDecompress } from '../adapters/artifacts/decompress.ts';
import { systemPackages } from '../adapters/artifacts/package-owner.ts';
import type { Settings } from '../core/policy/settings.ts';
import { type ArtifactAnalyst, createAnalyst } from '../flow/analyse-artifact.ts';
import type { Analysts } from '../ports/analyst.ts';
import type { Journal } from '../ports/journal.ts';
import type { ModelCard } from '../ports/model.ts';
import type { Progress } from '../ports/progress.ts';
import type { Environment } from './environment.ts';
import { openJournal } from './open-journal.ts';
import { openModelServer } from './open-model-server.ts';
import { SpentTime } from './spent-time.ts';
import { watchedModel } from './watched-model.ts';

export interface AnalystRequest {
  readonly settings: Pick<Settings, 'model' | 'policy' | 'control'>;
  readonly env: Environment;
  readonly progress: Progress;
  readonly mask: (text: string) => string;
  /** false: facts only. */
  readonly asks: boolean;
  /** Where to add the model's time. */
  readonly spent?: SpentTime;
  /** Called for about every token the model writes. */
  readonly onToken?: () => void;
}

export interface OpenedAnalyst extends ArtifactAnalyst, Analysts, AsyncDisposable {
  /** Where its calls are recorded, for what else is to be. */
  readonly journal: Journal;
  /** Undefined until the model was asked. */
  readonly usedModel: () => ModelCard | undefined;
}

/**
 * An analyst with the package database of this machine and the model of the settings, which opens others for tasks.
 * Disposing gives the journal's rows their last two seconds. Throws `bad-settings`.
 */
export function openAnalyst(request: AnalystRequest): OpenedAnalyst {
  const { settings, env, progress, mask, asks, spent = new SpentTime(), onToken } = request;
  const { model, policy, control } = settings;
  const warn = (text: string) => progress.emit({ kind: 'warning', text });
  const recording = openJournal(control, env, warn);
  let used: ModelCard | undefined;
  const watch = { onAsk: (card: ModelCard) => (used = card), onFallback: warn, ...(onToken && { onToken }) };
  const { taskTokens, runTokens } = policy.limits;
  const world = {
    ...(asks ? { model: watchedModel(openModelServer(settings, { ...recording, mask }), spent, watch) } : {}),
    packages: systemPackages(env.PATH ?? ''),
    decompress: systemDecompress(env.PATH ?? ''),
    clock: { now: () => new Date() },
    progress,
    temperature: model.temperature,
    ...(model.seed === undefined ? {} : { seed: model.seed }),
    ...(taskTokens === undefined ? {} : { tokens: taskTokens }),
    ...(runTokens === undefined ? {} : { runTokens }),
  };
  const ofRun = { tokens: 0 };
  const forTask = () => createAnalyst(world, ofRun);
  const { journal } = recording;
  const close = () => journal[Symbol.asyncDispose]();
  return { ...forTask(), forTask, journal, usedModel: () => used, [Symbol.asyncDispose]: close };
}
