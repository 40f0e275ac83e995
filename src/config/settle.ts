import type { RepositoryPolicy, Settings } from '../core/policy/settings.ts';
import type { Inputs } from './parse-inputs.ts';

/** Joins checked inputs and the repository's policy into the one frozen Settings of a run. */
export function settle(inputs: Inputs, policy: RepositoryPolicy): Settings {
  const { control, key: given, ...servers } = inputs.lm;
  const key = given ?? policy.models.default[0];
  return Object.freeze({
    changes: inputs.change,
    tasks: inputs.task,
    model: {
      ...servers,
      ...(key === undefined ? {} : { key }),
      stallSeconds: inputs['stall-seconds'],
      temperature: 0.2,
      seed: 42,
    },
    control,
    order: inputs.order,
    unit: inputs.unit,
    maxTasks: inputs['max-tasks'],
    maxOpenPulls: inputs['max-open-pulls'],
    maxRounds: inputs['max-rounds'],
    candidates: inputs.candidates,
    tests: inputs.tests,
    onFailure: inputs['on-failure'],
    ...(inputs.base === undefined ? {} : { base: inputs.base }),
    branchPrefix: inputs['branch-prefix'],
    labels: [...new Set([...inputs.labels, ...policy.labels])],
    sandbox: inputs.sandbox,
    timeoutMinutes: inputs['timeout-minutes'],
    dryRun: inputs['dry-run'],
    ...inputs.shard,
    policy,
  });
}
