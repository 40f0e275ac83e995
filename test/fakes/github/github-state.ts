/** Everything the fake GitHub remembers, as plain data a test may read and change. Commits are in the git repository. */
export interface GitHubState {
  readonly owner: string;
  readonly repo: string;
  /** The one token that is accepted; it acts as {@link actor}. */
  token: string;
  actor: string;
  defaultBranch: string;
  private: boolean;
  archived: boolean;
  /** False: private repository on a plan without draft pull requests. */
  drafts: boolean;
  /** Permission by login; anybody else has `read` (public repository). */
  permissions: Record<string, 'admin' | 'maintain' | 'write' | 'triage' | 'read'>;
  /** Branches that refuse pushes. */
  protectedBranches: string[];
  /** Whether branches take only commits with a signature, pushed or moved over the API. */
  signedCommits: boolean;
  /** Attempts of workflow runs, `<run id>/<attempt>`, by their status; others are unknown. */
  workflowRuns: Record<string, 'queued' | 'in_progress' | 'completed'>;
  /** Issues that are not pull requests. */
  issues: { number: number; title: string; body: string; author: string }[];
  pulls: PullState[];
  comments: CommentState[];
  /** On lines of pull requests; `line` null: outdated. */
  reviewComments: {
    id: number;
    pull: number;
    path: string;
    line: number | null;
    wholeFile?: boolean;
    author: string | null;
    body: string;
  }[];
  checks: {
    id: number;
    commit: string;
    name: string;
    conclusion: 'success' | 'failure' | 'timed_out' | 'action_required' | null;
    title?: string;
    summary?: string;
  }[];
  reactions: { id: number; on: 'issue' | 'comment'; target: number; content: string; author: string }[];
}

export interface PullState {
  number: number;
  title: string;
  body: string | null;
  head: string;
  headSha: string;
  base: string;
  baseSha: string;
  draft: boolean;
  state: 'open' | 'closed';
  mergedAt: string | null;
  closedAt: string | null;
  createdAt: string;
  updatedAt: string;
  author: string;
  labels: string[];
  reviewers: string[];
  teams: string[];
  /** `owner/repo` of the fork that it comes from. */
  fork?: string;
  /** What happened to it, oldest first. */
  events: { id: number; event: 'review_requested'; at: string; reviewer?: string; team?: string }[];
}

export interface CommentState {
  id: number;
  issue: number;
  body: string;
  author: string;
  createdAt: string;
  updatedAt: string;
}

/** The next free number of issues and pull requests, which share one sequence. */
export function nextNumber(state: GitHubState): number {
  return (
    1 + Math.max(0, ...state.pulls.map((pull) => pull.number), ...state.issues.map((issue) => issue.number))
  );
}

/** The next free id of comments, reactions and events. */
export function nextId(state: GitHubState): number {
  const events = state.pulls.flatMap((pull) => pull.events);
  return 1 + Math.max(1000, ...[...state.comments, ...state.reactions, ...events].map((item) => item.id));
}
