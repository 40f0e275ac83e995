import type { RepositoryPolicy } from '../policy/settings.ts';
import type { Profile } from './profile.ts';

/** Model keys for a task of this profile in escalation order; empty: the policy names none. */
export function modelsFor(policy: Pick<RepositoryPolicy, 'models'>, profile: Profile): readonly string[] {
  return policy.models.byProfile[profile] ?? policy.models.default;
}
