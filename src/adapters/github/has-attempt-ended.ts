import { Fault } from '../../core/fault.ts';
import type { GitHubAccess } from './github-access.ts';
import { openGitHub } from './open-github.ts';

/**
 * Whether GitHub Actions says that an attempt of a workflow run is over. False when it cannot be asked: the token lacks
 * actions: read, the run is unknown, or GitHub is out of order.
 */
export async function hasAttemptEnded(
  access: GitHubAccess,
  of: { readonly run: string; readonly attempt: number },
): Promise<boolean> {
  if (!/^\d{1,15}$/.test(of.run) || of.attempt < 1) return false;
  const github = openGitHub(access);
  const doing = { what: `looking at workflow run ${of.run}`, needs: 'actions: read' };
  try {
    const { data } = await github.call(doing, () =>
      github.octokit.rest.actions.getWorkflowRunAttempt({
        ...github.repository,
        run_id: Number(of.run),
        attempt_number: of.attempt,
        exclude_pull_requests: true,
      }),
    );
    return data.status === 'completed';
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}
