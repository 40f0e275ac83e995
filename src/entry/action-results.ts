import { appendFile } from 'node:fs/promises';
import * as core from '@actions/core';
import { maskStrings } from '../core/policy/mask-strings.ts';
import { actionOutputs } from '../core/report/action-outputs.ts';
import { failureAnnotations } from '../core/report/annotations.ts';
import type { Outcome } from '../core/report/outcome.ts';
import type { PlanMatrix } from '../core/report/plan-matrix.ts';
import { runSummary } from '../core/report/summary.ts';
import type { LmStatus } from '../ports/model.ts';
import type { Environment } from './environment.ts';

/** What a workflow and its readers get, also when nothing was done. */
export interface ActionResults {
  readonly outcomes: readonly Outcome[];
  readonly lmStatus: LmStatus;
  readonly reportPath: string;
  readonly modelKey?: string;
  readonly wallMilliseconds: number;
  readonly dryRun: boolean;
  readonly fault?: string;
  /** Why nothing was worked on, without a fault. */
  readonly idle?: string;
  /** Markdown of the week before, where there is a journal. */
  readonly week?: string;
  /** What mode `plan` found. */
  readonly plan?: PlanMatrix;
}

/** Writes outputs, job summary and annotations. */
export async function writeActionResults(
  found: ActionResults,
  env: Environment,
  mask: (text: string) => string,
): Promise<void> {
  const results = maskStrings(found, mask);
  // @actions/core refuses files that are not there; the runner makes them, other starters may not.
  for (const path of [env.GITHUB_OUTPUT, env.GITHUB_STEP_SUMMARY]) if (path) await appendFile(path, '');
  for (const [name, value] of Object.entries(actionOutputs(results.outcomes))) core.setOutput(name, value);
  core.setOutput('report', results.reportPath);
  core.setOutput('lm-status', results.lmStatus);
  if (results.plan) core.setOutput('plan', JSON.stringify(results.plan));
  for (const { file, line, title, message } of failureAnnotations(results.outcomes))
    core.error(message, { file, startLine: line, title });
  if (!env.GITHUB_STEP_SUMMARY) return;
  await core.summary.addRaw(runSummary(results)).write();
}
