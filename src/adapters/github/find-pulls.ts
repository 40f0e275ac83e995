import type { Pull } from '../../ports/pulls.ts';
import type { GitHub } from './open-github.ts';
import { isOwn, toPull } from './to-pull.ts';

/** The newest pull request from the branch of this repository, whatever its state. */
export async function findPull(github: GitHub, branch: string): Promise<Pull | undefined> {
  const { owner } = github.repository;
  const doing = { what: `looking for the pull request of ${branch}`, needs: 'pull-requests: read' };
  const { data } = await github.call(doing, () =>
    github.octokit.rest.pulls.list({
      ...github.repository,
      head: `${owner}:${branch}`,
      state: 'all',
      sort: 'created',
      direction: 'desc',
      per_page: 100,
    }),
  );
  // `head` also matches a fork that the same owner has, and is ignored when GitHub cannot read it.
  const own = data.filter((pull) => pull.head.ref === branch && isOwn(pull));
  const newest = own.toSorted((a, b) => b.number - a.number)[0];
  return newest && toPull(newest);
}

/** Open pull requests of this repository whose branch starts with the prefix, oldest first; a call per hundred. */
export async function listOpenPulls(github: GitHub, branchPrefix: string): Promise<readonly Pull[]> {
  const doing = { what: 'listing the open pull requests', needs: 'pull-requests: read' };
  const open = await github.call(doing, () =>
    github.octokit.paginate(github.octokit.rest.pulls.list, {
      ...github.repository,
      state: 'open',
      sort: 'created',
      direction: 'asc',
      per_page: 100,
    }),
  );
  return open.filter((pull) => pull.head.ref.startsWith(branchPrefix) && isOwn(pull)).map(toPull);
}

const PAGE = 100;
const MOST_PAGES = 10;

/** The newest pull request of each branch among the newest thousand, whatever their state; `complete`: there are no more. */
export async function listNewestPulls(
  github: GitHub,
): Promise<{ readonly newest: ReadonlyMap<string, Pull>; readonly complete: boolean }> {
  const doing = { what: 'listing the pull requests', needs: 'pull-requests: read' };
  const newest = new Map<string, Pull>();
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { data } = await github.call(doing, () =>
      github.octokit.rest.pulls.list({
        ...github.repository,
        state: 'all',
        sort: 'created',
        direction: 'desc',
        per_page: PAGE,
        page,
      }),
    );
    for (const pull of data.filter(isOwn)) {
      const known = newest.get(pull.head.ref);
      if (!known || known.number < pull.number) newest.set(pull.head.ref, toPull(pull));
    }
    if (data.length < PAGE) return { newest, complete: true };
  }
  return { newest, complete: false };
}
