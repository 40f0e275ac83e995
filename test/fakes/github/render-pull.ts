import type { PullState } from './github-state.ts';
import type { World } from './operation.ts';
import { renderRepository } from './render-repository.ts';
import { renderUser } from './render-user.ts';

/** A pull request as lists show it. */
export function renderPull(world: World, pull: PullState) {
  const { state, apiUrl, serverUrl } = world;
  const repository = `${apiUrl}/repos/${state.owner}/${state.repo}`;
  const url = `${repository}/pulls/${pull.number}`;
  const issue = `${repository}/issues/${pull.number}`;
  const page = `${serverUrl}/${state.owner}/${state.repo}/pull/${pull.number}`;
  const end = (ref: string, sha: string) => ({
    label: `${state.owner}:${ref}`,
    ref,
    sha,
    user: renderUser(state.owner, serverUrl),
    repo: renderRepository(world),
  });
  const links = {
    self: url,
    html: page,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${repository}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${repository}/statuses/${pull.headSha}`,
  };
  return {
    url,
    id: 5000 + pull.number,
    node_id: `PR_${pull.number}`,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: renderUser(pull.author, serverUrl),
    body: pull.body,
    labels: pull.labels.map((name) => renderLabel(world, name)),
    milestone: null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: null,
    assignee: null,
    assignees: [],
    requested_reviewers: pull.reviewers.map((login) => renderUser(login, serverUrl)),
    requested_teams: pull.teams.map((slug) => renderTeam(world, slug)),
    head: {
      ...end(pull.head, pull.headSha),
      ...(pull.fork ? { repo: { ...renderRepository(world), full_name: pull.fork } } : {}),
    },
    base: end(pull.base, pull.baseSha),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    author_association: 'CONTRIBUTOR',
    auto_merge: null,
    draft: pull.draft,
  };
}

/** A pull request as it is shown alone: with what only the commits can tell. */
export async function renderWholePull(world: World, pull: PullState) {
  const diff = await world.git.compare(pull.baseSha, pull.headSha);
  const mergeable = pull.state === 'open' ? diff.mergeable : null;
  return {
    ...renderPull(world, pull),
    merged: pull.mergedAt !== null,
    merged_by: null,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeable === null ? 'unknown' : mergeable ? 'clean' : 'dirty',
    comments: world.state.comments.filter((comment) => comment.issue === pull.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: diff.commits,
    additions: diff.additions,
    deletions: diff.deletions,
    changed_files: diff.changedFiles,
  };
}

export function renderLabel({ state, apiUrl }: World, name: string) {
  return {
    id: 1,
    node_id: `LA_${name}`,
    url: `${apiUrl}/repos/${state.owner}/${state.repo}/labels/${encodeURIComponent(name)}`,
    name,
    description: '',
    color: 'ededed',
    default: false,
  };
}

export function renderTeam({ state, apiUrl, serverUrl }: World, slug: string) {
  const url = `${apiUrl}/organizations/1/team/${encodeURIComponent(slug)}`;
  return {
    id: 1,
    node_id: `T_${slug}`,
    name: slug,
    slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'push',
    url,
    html_url: `${serverUrl}/orgs/${state.owner}/teams/${encodeURIComponent(slug)}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    parent: null,
    type: 'organization',
    organization_id: 1,
  };
}
