import type { Pull } from '../../ports/pulls.ts';

/** What the program reads of GitHub's pull request, in lists and alone. */
export interface GitHubPull {
  readonly number: number;
  readonly html_url: string;
  readonly title: string;
  readonly body: string | null;
  readonly state: string;
  readonly merged_at: string | null;
  readonly draft?: boolean;
  readonly labels: readonly { readonly name?: string }[];
  readonly head: {
    readonly ref: string;
    readonly sha: string;
    readonly repo: { readonly full_name: string } | null;
  };
  readonly base: { readonly ref: string; readonly repo: { readonly full_name: string } };
}

export function toPull(pull: GitHubPull): Pull {
  return {
    number: pull.number,
    url: pull.html_url,
    branch: pull.head.ref,
    base: pull.base.ref,
    head: pull.head.sha,
    title: pull.title,
    body: pull.body ?? '',
    draft: pull.draft ?? false,
    labels: pull.labels.flatMap((label) => label.name ?? []),
    state: pull.merged_at ? 'merged' : pull.state === 'open' ? 'open' : 'closed',
  };
}

/** Whether its branch lives in the repository itself: a fork may use the same branch name. */
export function isOwn(pull: GitHubPull): boolean {
  return pull.head.repo?.full_name === pull.base.repo.full_name;
}
