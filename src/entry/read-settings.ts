import { INPUTS } from '../config/inputs.ts';
import { parseInputs, type RawInputs } from '../config/parse-inputs.ts';
import { DEFAULT_POLICY, parsePolicy } from '../config/parse-policy.ts';
import { settle } from '../config/settle.ts';
import { Fault } from '../core/fault.ts';
import type { Settings } from '../core/policy/settings.ts';
import type { CommitId, Repository } from '../ports/repository.ts';
import type { Environment } from './environment.ts';

export interface SettingsRequest {
  readonly raw: RawInputs;
  readonly env: Environment;
  readonly repository: Pick<Repository, 'read'>;
  /** The policy file is read from this commit, never from the working tree. */
  readonly commit: CommitId;
}

/** Settings of a run. Throws `bad-settings` with every mistake of inputs and policy file at once. */
export async function readSettings({ raw, env, repository, commit }: SettingsRequest): Promise<Settings> {
  const inputs = parseInputs(raw, env);
  const path = inputs.ok ? inputs.inputs.config : defaultConfig();
  const bytes = (await repository.read(commit, [path])).get(path);
  const policy = bytes
    ? parsePolicy(new TextDecoder().decode(bytes), path)
    : ({ ok: true, policy: DEFAULT_POLICY } as const);
  const problems = [...(inputs.ok ? [] : inputs.problems), ...(policy.ok ? [] : policy.problems)];
  const given = raw.config?.trim();
  if (!bytes && inputs.ok && given && given !== defaultConfig())
    problems.push(`config names ${path}, which is not in the base branch`);
  if (!inputs.ok || !policy.ok || problems.length > 0) throw new Fault('bad-settings', problems.join('; '));
  return settle(inputs.inputs, policy.policy);
}

function defaultConfig(): string {
  return INPUTS.find((input) => input.name === 'config')?.default ?? '';
}
