import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changesInFolder } from '../adapters/openspec/open-changes.ts';
import { parseInputs, type RawInputs } from '../config/parse-inputs.ts';
import { DEFAULT_POLICY, parsePolicy } from '../config/parse-policy.ts';
import { Fault } from '../core/fault.ts';
import type { RepositoryPolicy } from '../core/policy/settings.ts';
import { printBranchName } from '../core/pulls/branch-name.ts';
import { showPlan } from '../core/tasks/show-tasks.ts';
import { listPlan, planTasks } from '../flow/plan-tasks.ts';
import type { Environment } from './environment.ts';
import { findRoot } from './find-root.ts';

export interface CliPlanRequest {
  readonly raw: RawInputs;
  readonly env: Environment;
  readonly folder: string;
  readonly json: boolean;
  readonly print: (text: string) => void;
}

/** `openspec-complete plan`: from the working tree, without asking git, a model or GitHub. */
export async function cliPlan({ raw, env, folder, json, print }: CliPlanRequest): Promise<void> {
  const parsed = parseInputs(raw, env);
  if (!parsed.ok) throw new Fault('bad-settings', parsed.problems.join('; '));
  const { inputs } = parsed;
  const root = await findRoot(folder);
  const plan = await planTasks(changesInFolder(root), {
    order: inputs.order,
    changes: inputs.change,
    tasks: inputs.task,
    maxTasks: inputs['max-tasks'],
    skip: (await readPolicy(root, inputs.config)).skip,
  });
  const names = {
    base: inputs.base ?? 'HEAD',
    branchOf: (task: Parameters<typeof printBranchName>[1]) => printBranchName(inputs['branch-prefix'], task),
  };
  print(json ? JSON.stringify(listPlan(plan, inputs.order, names), null, 2) : showPlan(plan));
}

async function readPolicy(root: string, path: string): Promise<RepositoryPolicy> {
  const text = await readFile(join(root, path), 'utf8').catch(() => undefined);
  if (text === undefined) return DEFAULT_POLICY;
  const parsed = parsePolicy(text, path);
  if (!parsed.ok) throw new Fault('bad-settings', parsed.problems.join('; '));
  return parsed.policy;
}
