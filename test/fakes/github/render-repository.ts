import type { World } from './operation.ts';
import { renderUser } from './render-user.ts';

const LINKS =
  'archive assignees blobs branches collaborators comments commits compare contents contributors deployments downloads events forks hooks issue_comment issue_events issues keys labels languages merges milestones notifications pulls releases stargazers statuses subscribers subscription tags teams trees git_commits git_refs git_tags';
const EPOCH = '2026-01-01T00:00:00Z';

/** The repository as `GET /repos/{owner}/{repo}` shows it. */
export function renderRepository({ state, apiUrl, serverUrl }: World) {
  const fullName = `${state.owner}/${state.repo}`;
  const url = `${apiUrl}/repos/${fullName}`;
  const page = `${serverUrl}/${fullName}`;
  return {
    ...Object.fromEntries(LINKS.split(' ').map((name) => [`${name}_url`, `${url}/${name}`])),
    id: 1,
    node_id: 'R_1',
    name: state.repo,
    full_name: fullName,
    private: state.private,
    owner: renderUser(state.owner, serverUrl),
    html_url: page,
    description: null,
    fork: false,
    url,
    clone_url: `${page}.git`,
    git_url: `${page}.git`,
    ssh_url: `git@localhost:${fullName}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: 'Rust',
    license: null,
    default_branch: state.defaultBranch,
    archived: state.archived,
    disabled: false,
    forks: 0,
    forks_count: 0,
    has_issues: true,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    open_issues: 0,
    open_issues_count: 0,
    size: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    network_count: 0,
    subscribers_count: 0,
    pushed_at: EPOCH,
    created_at: EPOCH,
    updated_at: EPOCH,
  };
}
