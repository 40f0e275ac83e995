import { changesInFolder } from '../adapters/openspec/open-changes.ts';
import type { RawInputs } from '../config/parse-inputs.ts';
import { printBranchName } from '../core/pulls/branch-name.ts';
import { showPlan } from '../core/tasks/show-tasks.ts';
import { printJson } from '../core/text/print-json.ts';
import { listPlan, planTasks } from '../flow/plan-tasks.ts';
import { sourceOfUnit } from '../flow/source-of-unit.ts';
import type { Environment } from './environment.ts';
import { findRoot } from './find-root.ts';
import { folderFiles } from './folder-files.ts';
import { readSettings } from './read-settings.ts';

export interface CliPlanRequest {
  readonly raw: RawInputs;
  readonly env: Environment;
  readonly folder: string;
  readonly json: boolean;
  readonly print: (text: string) => void;
}

/** `openspec-complete plan`: from the working tree, without asking git, a model or GitHub. */
export async function cliPlan({ raw, env, folder, json, print }: CliPlanRequest): Promise<void> {
  const root = await findRoot(folder);
  const settings = await readSettings({ raw, env, repository: folderFiles(root), commit: 'HEAD' });
  const { order, changes, tasks, maxTasks, policy } = settings;
  const plan = await planTasks(sourceOfUnit(changesInFolder(root), settings.unit), {
    order,
    changes,
    tasks,
    maxTasks,
    skip: policy.skip,
  });
  const names = {
    base: settings.base ?? 'HEAD',
    branchOf: (task: Parameters<typeof printBranchName>[1]) => printBranchName(settings.branchPrefix, task),
  };
  print(json ? printJson(listPlan(plan, order, names)) : showPlan(plan));
}
