import type { Comments, IssueComment } from '../../ports/comments.ts';
import type { GitHubAccess } from './github-access.ts';
import { openGitHub } from './open-github.ts';
import { unlessGone } from './unless-gone.ts';

/** Roles that may push: https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user */
const MAY_WRITE: ReadonlySet<string> = new Set(['admin', 'maintain', 'write']);

/** Comments of one repository on GitHub, over REST only. Every method throws `github-*` faults. */
export function createComments(access: GitHubAccess): Comments {
  const github = openGitHub(access);
  const { rest, paginate } = github.octokit;
  const where = github.repository;
  const doing = (what: string) => ({ what, needs: 'issues: write' });
  return {
    read: (id) =>
      github.call(doing(`reading comment ${id}`), async () => {
        const read = () => rest.issues.getComment({ ...where, comment_id: id });
        const found = await unlessGone(read);
        return found && toComment(found.data);
      }),
    list: (issue) =>
      github.call(doing(`reading the comments of #${issue}`), async () => {
        const found = await paginate(rest.issues.listComments, {
          ...where,
          issue_number: issue,
          per_page: 100,
        });
        return found.map(toComment);
      }),
    create: (issue, body) =>
      github.call(doing(`commenting on #${issue}`), async () => {
        const { data } = await rest.issues.createComment({ ...where, issue_number: issue, body });
        return toComment(data);
      }),
    update: (id, body) =>
      github.call(doing(`updating comment ${id}`), async () => {
        const update = () => rest.issues.updateComment({ ...where, comment_id: id, body });
        return (await unlessGone(update)) !== undefined;
      }),
    react: (id, content) =>
      github.call(doing(`reacting to comment ${id}`), async () => {
        await unlessGone(() => rest.reactions.createForIssueComment({ ...where, comment_id: id, content }));
      }),
    mayWrite: (username) =>
      github.call({ what: `asking what ${username} may do`, needs: 'metadata: read' }, async () => {
        const ask = () => rest.repos.getCollaboratorPermissionLevel({ ...where, username });
        const found = await unlessGone(ask);
        // `permission` says write for maintain, and for roles of an organisation's own what they are based on.
        return (
          found !== undefined &&
          [found.data.permission, found.data.role_name].some((one) => MAY_WRITE.has(one))
        );
      }),
  };
}

interface GitHubComment {
  readonly id: number;
  readonly body?: string;
  readonly updated_at: string;
  readonly user: { readonly login: string; readonly type: string } | null;
}

function toComment(comment: GitHubComment): IssueComment {
  const { id, user, body = '', updated_at: updatedAt } = comment;
  const author = user?.login ?? '';
  return { id, author, isBot: user?.type === 'Bot' || author.endsWith('[bot]'), body, updatedAt };
}
