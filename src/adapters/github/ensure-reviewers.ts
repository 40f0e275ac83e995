import { Fault } from '../../core/fault.ts';
import type { GitHubAccess } from './github-access.ts';
import type { GitHub } from './open-github.ts';

/**
 * Requests every reviewer once in the life of the pull request: who was ever requested, reviewed or was taken off by a
 * person is not asked again. `org/team` names a team. GitHub refusing a name is a notice, not a fault: the pull
 * request is there. Returns whether anything was requested.
 */
export async function ensureReviewers(
  github: GitHub,
  access: GitHubAccess,
  pull: { readonly number: number; readonly isNew: boolean; readonly reviewers: readonly string[] },
): Promise<boolean> {
  if (pull.reviewers.length === 0) return false;
  const asked = pull.isNew ? new Set<string>() : await everRequested(github, pull.number);
  const open = pull.reviewers
    .map((name) => name.replace(/^@/, ''))
    .filter((name) => !asked.has(reviewerKey(name)));
  if (open.length === 0) return false;
  const doing = { what: `requesting reviews of pull request #${pull.number}`, needs: 'pull-requests: write' };
  try {
    await github.call(doing, () =>
      github.octokit.rest.pulls.requestReviewers({
        ...github.repository,
        pull_number: pull.number,
        reviewers: open.filter((name) => !name.includes('/')),
        team_reviewers: open.filter((name) => name.includes('/')).map(reviewerKey),
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'github-rejected') throw error;
    access.onNotice?.(`Pull request #${pull.number} is there without its reviewers: ${error.at}.`);
    return false;
  }
}

async function everRequested(github: GitHub, number: number): Promise<ReadonlySet<string>> {
  const doing = { what: `reading the history of pull request #${number}`, needs: 'pull-requests: read' };
  const events = await github.call(doing, () =>
    github.octokit.paginate(github.octokit.rest.issues.listEvents, {
      ...github.repository,
      issue_number: number,
      per_page: 100,
    }),
  );
  return new Set(
    events.flatMap((event) => {
      if (event.event !== 'review_requested') return [];
      const user = 'requested_reviewer' in event ? event.requested_reviewer?.login : undefined;
      const team = 'requested_team' in event ? event.requested_team?.slug : undefined;
      return [user, team].filter((name) => name !== undefined).map((name) => name.toLowerCase());
    }),
  );
}

/** Logins and team slugs as GitHub compares them; a team is named by its slug alone. */
function reviewerKey(name: string): string {
  return name.slice(name.indexOf('/') + 1).toLowerCase();
}
