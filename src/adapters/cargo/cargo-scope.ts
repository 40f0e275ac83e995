import type { RepositoryPolicy } from '../../core/policy/settings.ts';

/** The part of the policy that cargo commands obey. */
export type CargoPolicy = Pick<RepositoryPolicy, 'features' | 'packages' | 'toolchain' | 'limits'> &
  Partial<Pick<RepositoryPolicy, 'allowDependencies'>>;

/** `--workspace` or the chosen packages, and the chosen features: the same for check, clippy and test. */
export function cargoScope(policy: Pick<CargoPolicy, 'features' | 'packages'>): readonly string[] {
  const packages =
    policy.packages.length === 0 ? ['--workspace'] : policy.packages.flatMap((name) => ['-p', name]);
  return policy.features.length === 0 ? packages : [...packages, '--features', policy.features.join(',')];
}
