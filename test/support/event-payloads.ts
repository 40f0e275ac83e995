/**
 * Event payloads in the shape GitHub documents (docs.github.com/webhooks/webhook-events-and-payloads), written by hand
 * and cut to what a workflow's own repository sees of them: links, counters and organisation are left out.
 */
const ACME = { login: 'acme', id: 1, type: 'Organization', site_admin: false };
const REPOSITORY = {
  id: 1,
  node_id: 'R_1',
  name: 'greeter',
  full_name: 'acme/greeter',
  private: false,
  owner: ACME,
  html_url: 'https://github.com/acme/greeter',
  default_branch: 'main',
  archived: false,
};
const TIME = '2026-11-02T10:00:00Z';

export interface CommentChange {
  readonly action?: string;
  readonly body?: string;
  readonly isPull?: boolean;
  readonly number?: number;
  readonly comment?: { readonly id: number; readonly created_at: string };
  readonly user?: { readonly login: string; readonly type: string };
  readonly issue?: Readonly<Record<string, unknown>>;
}

/** An `issue_comment` event. */
export function commentPayload(change: CommentChange = {}): object {
  const { action = 'created', body = 'Nice.', isPull = false, number = 7, issue = {} } = change;
  const user = {
    id: 2,
    node_id: 'U_2',
    site_admin: false,
    ...(change.user ?? { login: 'ada', type: 'User' }),
  };
  const page = `https://github.com/acme/greeter/${isPull ? 'pull' : 'issues'}/${number}`;
  const api = `https://api.github.com/repos/acme/greeter/issues/${number}`;
  const { id, created_at } = change.comment ?? { id: 4001, created_at: TIME };
  const pull = {
    url: api.replace('/issues/', '/pulls/'),
    html_url: page,
    diff_url: `${page}.diff`,
    merged_at: null,
  };
  return {
    action,
    ...(action === 'edited' ? { changes: { body: { from: 'Before.' } } } : {}),
    issue: {
      url: api,
      id: 3001,
      node_id: 'I_3001',
      number,
      title: 'Say goodbye',
      body: 'Guests leave too.',
      user: { login: 'grace', id: 3, type: 'User', site_admin: false },
      labels: [],
      state: 'open',
      locked: false,
      comments: 1,
      created_at: TIME,
      updated_at: TIME,
      closed_at: null,
      author_association: 'NONE',
      html_url: page,
      ...(isPull ? { pull_request: pull } : {}),
      ...issue,
    },
    comment: {
      id,
      node_id: `IC_${id}`,
      url: `https://api.github.com/repos/acme/greeter/issues/comments/${id}`,
      html_url: `${page}#issuecomment-${id}`,
      issue_url: api,
      user,
      created_at,
      updated_at: created_at,
      author_association: 'MEMBER',
      body,
      performed_via_github_app: null,
    },
    repository: REPOSITORY,
    sender: user,
  };
}

export interface PullChange {
  readonly action?: string;
  readonly merged?: boolean;
  readonly ref?: string;
  readonly body?: string;
  /** null: the fork is gone. */
  readonly headRepository?: string | null;
}

/** A `pull_request` event. */
export function closedPullPayload(change: PullChange): object {
  const { action = 'closed', merged = true, ref = 'openspec/more-words/1.1-add', body = null } = change;
  const { headRepository = 'acme/greeter' } = change;
  return {
    action,
    number: 12,
    pull_request: {
      id: 5012,
      node_id: 'PR_12',
      number: 12,
      state: action === 'closed' ? 'closed' : 'open',
      title: 'more-words 1.1: Add',
      body,
      user: { login: 'github-actions[bot]', id: 4, type: 'Bot' },
      created_at: TIME,
      closed_at: TIME,
      merged_at: merged ? TIME : null,
      merge_commit_sha: 'c'.repeat(40),
      draft: false,
      merged,
      head: {
        label: `acme:${ref}`,
        ref,
        sha: 'a'.repeat(40),
        repo: headRepository === null ? null : { ...REPOSITORY, full_name: headRepository },
      },
      base: { label: 'acme:main', ref: 'main', sha: 'b'.repeat(40), repo: REPOSITORY },
    },
    repository: REPOSITORY,
    sender: { login: 'ada', id: 2, type: 'User' },
  };
}
