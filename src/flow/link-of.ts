import type { PullLink } from '../core/report/outcome.ts';
import type { Published, Pull } from '../ports/pulls.ts';

/** Where a published pull request can be seen, and what happened to it. */
export function linkOf(
  published: Published,
  branch: string,
): { pull: PullLink; status: 'opened' | 'updated' | 'unchanged' } {
  if (published.kind === 'forbidden') {
    const { compareUrl, setting } = published;
    return { pull: { number: 0, url: compareUrl, branch, setting }, status: 'opened' };
  }
  const { number, url } = published.pull;
  return { pull: { number, url, branch }, status: published.kind };
}

/** Where an open pull request can be seen. */
export function linkOfPull({ number, url, branch }: Pull): PullLink {
  return { number, url, branch };
}
