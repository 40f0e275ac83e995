import type { GitHubAccess } from './github-access.ts';
import { openGitHub } from './open-github.ts';

export interface RepositoryDescription {
  readonly defaultBranch: string;
  /** Nothing can be written: ask before working for hours. */
  readonly archived: boolean;
}

/** Asks GitHub for the repository; one request. Throws `github-*` faults. */
export async function describeRepository(access: GitHubAccess): Promise<RepositoryDescription> {
  const github = openGitHub(access);
  const doing = { what: 'reading the repository', needs: 'metadata: read' };
  const { data } = await github.call(doing, () => github.octokit.rest.repos.get(github.repository));
  return { defaultBranch: data.default_branch, archived: data.archived };
}
