import { resolve } from 'node:path';
import { artifacts } from '../adapters/artifacts/open-artifact.ts';
import type { RawInputs } from '../config/parse-inputs.ts';
import { printJson } from '../core/text/print-json.ts';
import type { Progress } from '../ports/progress.ts';
import type { Environment } from './environment.ts';
import { NO_FILES } from './no-files.ts';
import { openAnalyst } from './open-analyst.ts';
import { readSettings } from './read-settings.ts';
import { showAnalysis } from './show-analysis.ts';

export interface CliAnalyseRequest {
  readonly source: string;
  readonly factsOnly: boolean;
  readonly raw: RawInputs;
  readonly env: Environment;
  /** What relative paths are relative to. */
  readonly folder: string;
  readonly json: boolean;
  readonly print: (text: string) => void;
  readonly progress: Progress;
  readonly mask: (text: string) => string;
  readonly signal: AbortSignal;
}

/** `openspec-complete foundry analyse`. An artifact that no model looked at is no failure: it says so. */
export async function cliAnalyse(request: CliAnalyseRequest): Promise<void> {
  const { source, factsOnly, raw, env, folder, json, print, progress, mask, signal } = request;
  const settings = await readSettings({ raw, env, repository: NO_FILES, commit: 'HEAD' });
  await using analyst = openAnalyst({ settings, env, progress, mask, asks: !factsOnly });
  const path = resolve(folder, source);
  const analysis = await analyst.analyse({ source, path, open: () => artifacts.open(path) }, signal);
  const shown = factsOnly ? { facts: analysis.facts, security: analysis.semantic.security } : analysis;
  print(json ? printJson({ path: source, ...shown }) : showAnalysis(source, analysis, factsOnly));
}
