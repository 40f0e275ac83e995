import { createCommitObjects } from '../adapters/git/commit-objects.ts';
import type { Settings } from '../core/policy/settings.ts';
import { keepingBranches } from '../flow/keeping-branches.ts';
import { signedBranches } from '../flow/signed-branches.ts';
import type { Branches } from '../ports/repository.ts';
import type { Project } from './open-project.ts';

/** Where a run puts its commits: pushed as they are, or made and signed by GitHub, as the policy wants it. */
export async function branchesOfRun(
  project: Project,
  { policy }: Pick<Settings, 'policy'>,
): Promise<Branches> {
  const { git, checkout, branches, repository, github, kept } = project;
  if (!github || !kept) return branches;
  if (policy.commits === 'git') return keepingBranches(branches, kept);
  // Octokit is loaded only by runs that talk to GitHub.
  const { createSignedCommits } = await import('../adapters/github/create-signed-commits.ts');
  const objects = createCommitObjects(git, checkout);
  const signed = createSignedCommits(github);
  return keepingBranches(signedBranches({ branches, repository, objects, signed }), kept);
}
