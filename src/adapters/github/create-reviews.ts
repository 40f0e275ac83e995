import type { FailedCheck, Remark, Reviews } from '../../ports/reviews.ts';
import type { GitHubAccess } from './github-access.ts';
import { openGitHub } from './open-github.ts';
import { isOwn, toPull } from './to-pull.ts';
import { unlessGone } from './unless-gone.ts';

const FAILED: ReadonlySet<string | null> = new Set(['failure', 'timed_out', 'action_required']);

/** What was said about pull requests of one repository on GitHub, over REST only. Throws `github-*` faults. */
export function createReviews(access: GitHubAccess): Reviews {
  const github = openGitHub(access);
  const { rest, paginate } = github.octokit;
  const where = github.repository;
  return {
    pull: (number) =>
      github.call({ what: `reading pull request #${number}`, needs: 'pull-requests: read' }, async () => {
        const found = await unlessGone(() => rest.pulls.get({ ...where, pull_number: number }));
        return found && { ...toPull(found.data), isFork: !isOwn(found.data) };
      }),
    remarks: (number) => {
      const doing = { what: `reading the review of pull request #${number}`, needs: 'pull-requests: read' };
      return github.call(doing, async () => {
        const about = { ...where, pull_number: number, per_page: 100 };
        return (await paginate(rest.pulls.listReviewComments, about)).flatMap(toRemark);
      });
    },
    failedChecks: (commit) =>
      github.call(
        { what: `reading the checks of ${commit.slice(0, 7)}`, needs: 'checks: read' },
        async () => {
          const runs = await paginate(rest.checks.listForRef, {
            ...where,
            ref: commit,
            filter: 'latest',
            per_page: 100,
          });
          return runs
            .filter(({ conclusion }) => FAILED.has(conclusion))
            .map(
              ({ name, output }): FailedCheck => ({
                name,
                title: output.title ?? '',
                summary: output.summary ?? '',
              }),
            );
        },
      ),
  };
}

interface ReviewComment {
  readonly path: string;
  readonly body: string;
  /** GitHub leaves it out, or says null, once the line has changed. */
  readonly line?: number | null;
  readonly subject_type?: string;
  readonly user: { readonly login: string; readonly type: string } | null;
}

function toRemark({ path, body, line, subject_type, user }: ReviewComment): Remark[] {
  if (!user || user.type === 'Bot') return [];
  const outdated = (line ?? undefined) === undefined && subject_type !== 'file';
  return outdated ? [] : [{ author: user.login, path, line: line ?? undefined, body }];
}
