import { createAncestry } from '../adapters/git/ancestry.ts';
import { foreignCommits } from '../adapters/git/foreign-commits.ts';
import { createGit, type Git } from '../adapters/git/git.ts';
import { createKeptCommits } from '../adapters/git/kept-commits.ts';
import { createLineage } from '../adapters/git/lineage.ts';
import { createLocalBranches } from '../adapters/git/local-branches.ts';
import { createLocalClaims } from '../adapters/git/local-claims.ts';
import { type Checkout, openCheckout } from '../adapters/git/open-checkout.ts';
import { createRemoteBranches } from '../adapters/git/remote-branches.ts';
import { createRemoteClaims } from '../adapters/git/remote-claims.ts';
import { createRepository } from '../adapters/git/repository.ts';
import type { GitHubAccess } from '../adapters/github/github-access.ts';
import type { Claims } from '../ports/claims.ts';
import type { Lineage } from '../ports/lineage.ts';
import type { Ancestry, Branches, History, Repository } from '../ports/repository.ts';
import type { KeptCommits } from '../ports/signed-commits.ts';
import type { Environment } from './environment.ts';
import { remoteUrl } from './remote-url.ts';

/** A checkout and the place its finished branches go to. */
export interface Project {
  readonly git: Git;
  readonly checkout: Checkout;
  readonly repository: Repository;
  readonly branches: Branches;
  readonly history: History;
  readonly lineage: Lineage;
  readonly ancestry: Ancestry;
  readonly claims: Claims;
  /** Where commits that a branch refused are kept, when there is GitHub. */
  readonly kept: KeptCommits | undefined;
  /** Where other runs can be looked up, when there is GitHub. */
  readonly github: GitHubAccess | undefined;
}

export interface ProjectRequest {
  readonly folder: string;
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** Told of the credentials that the checkout's configuration holds. */
  readonly hide: (secrets: readonly string[]) => void;
  /** Undefined: branches stay in the checkout's repository. */
  readonly github: GitHubAccess | undefined;
}

/** Opens the repository around a folder. Throws `not-a-repository` and other git faults. */
export async function openProject(request: ProjectRequest): Promise<Project> {
  const git = createGit(request.env);
  const checkout = await openCheckout(git, request.folder);
  request.hide(checkout.credentials());
  return request.github
    ? remoteProject(git, checkout, request.github, request.signal)
    : localProject(git, checkout);
}

function localProject(git: Git, checkout: Checkout): Project {
  const branches = createLocalBranches(git, checkout);
  const history: History = {
    foreignCommits: async (branch, base) => {
      const tip = await branches.tip(branch);
      return tip === undefined ? [] : namesOf(await foreignCommits(git, checkout, { base, tip }));
    },
  };
  const claims = createLocalClaims(git, checkout);
  const lineage = createLineage(git, checkout, { tipOf: (branch) => branches.tip(branch) });
  const repository = createRepository(git, checkout);
  // A run on a detached HEAD calls its base so.
  const ancestry = createAncestry(git, checkout, async (name) =>
    name === 'HEAD' ? checkout.head : branches.tip(name),
  );
  const place = { git, checkout, repository, branches, history, lineage, ancestry, claims };
  return { ...place, kept: undefined, github: undefined };
}

function remoteProject(git: Git, checkout: Checkout, github: GitHubAccess, signal: AbortSignal): Project {
  const url = remoteUrl(checkout.remoteUrl, github);
  const remote = { url, token: github.token, signal };
  const branches = createRemoteBranches(git, checkout, remote);
  const history: History = {
    foreignCommits: async (branch, base) => {
      const tip = await branches.fetchBranch(branch);
      return tip === undefined ? [] : namesOf(await foreignCommits(git, checkout, { base, tip }));
    },
  };
  const repository = createRepository(git, checkout, branches);
  const claims = createRemoteClaims(git, checkout, remote);
  const lineage = createLineage(git, checkout, { tipOf: (branch) => branches.fetchBranch(branch) });
  const ancestry = createAncestry(git, checkout, (name) => branches.fetchBranch(name));
  const kept = createKeptCommits(git, checkout, remote);
  return { git, checkout, repository, branches, history, lineage, ancestry, claims, kept, github };
}

function namesOf(
  commits: Awaited<ReturnType<typeof foreignCommits>>,
): Awaited<ReturnType<History['foreignCommits']>> {
  return commits.map(({ commit, author, subject }) => ({ commit, author: author.name, subject }));
}
