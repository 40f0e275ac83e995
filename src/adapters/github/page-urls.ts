import type { GitHubAccess } from './github-access.ts';

/** Page of a file at a commit, at a line (counted from 1). */
export function lineUrl(
  access: GitHubAccess,
  commit: string,
  place: { readonly path: string; readonly line: number },
): string {
  return `${repositoryUrl(access)}/blob/${commit}/${encodePath(place.path)}#L${place.line}`;
}

/** Page where a person opens the pull request with one click. */
export function compareUrl(
  access: GitHubAccess,
  range: { readonly base: string; readonly branch: string },
): string {
  return `${repositoryUrl(access)}/compare/${encodePath(range.base)}...${encodePath(range.branch)}?expand=1`;
}

/** Page of the repository's Actions settings. */
export function settingsUrl(access: GitHubAccess): string {
  return `${repositoryUrl(access)}/settings/actions`;
}

function repositoryUrl(access: GitHubAccess): string {
  return `${access.serverUrl.replace(/\/+$/, '')}/${encodePath(`${access.owner}/${access.repo}`)}`;
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
