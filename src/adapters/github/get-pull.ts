import type { Pull } from '../../ports/pulls.ts';
import type { GitHubAccess } from './github-access.ts';
import { openGitHub } from './open-github.ts';
import { isOwn, toPull } from './to-pull.ts';

/** The pull request of this number; `fork`: its branch lives in another repository. Throws `github-*`. */
export async function getPull(
  access: GitHubAccess,
  number: number,
): Promise<{ readonly pull: Pull; readonly fork: boolean }> {
  const github = openGitHub(access);
  const doing = { what: `reading pull request #${number}`, needs: 'pull-requests: read' };
  const { data } = await github.call(doing, () =>
    github.octokit.rest.pulls.get({ ...github.repository, pull_number: number }),
  );
  return { pull: toPull(data), fork: !isOwn(data) };
}
