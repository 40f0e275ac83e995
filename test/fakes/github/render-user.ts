/** A user as GitHub's REST shows one; bots are known by their `[bot]`. */
export function renderUser(login: string, serverUrl: string) {
  const page = `${serverUrl}/${encodeURIComponent(login)}`;
  const api = `${serverUrl}/api/v3/users/${encodeURIComponent(login)}`;
  return {
    login,
    id: [...login].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_000_007, 7),
    node_id: `U_${login}`,
    avatar_url: `${page}.png`,
    gravatar_id: '',
    url: api,
    html_url: page,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  };
}
