import { Fault } from '../../core/fault.ts';
import type { Failure } from './failure.ts';
import type { GitHubAccess } from './github-access.ts';

/** GitHub says only "base is invalid" or "head is invalid": throws `github-rejected` with the branch it does not have. */
export function refuseMissingBranch(
  failure: Failure,
  access: GitHubAccess,
  pull: { readonly base: string; readonly branch: string },
): void {
  if (failure.status !== 422) return;
  const invalid = failure.errors.find(
    (error) => error.code === 'invalid' && /^(base|head)$/.test(error.field),
  );
  const repository = `${access.owner}/${access.repo}`;
  if (invalid?.field === 'base')
    throw new Fault('github-rejected', `the base branch ${pull.base} does not exist in ${repository}`);
  if (invalid?.field === 'head')
    throw new Fault('github-rejected', `the branch ${pull.branch} is not pushed to ${repository}`);
}
