import type { Pull } from '../../ports/pulls.ts';
import { findPull, listNewestPulls } from './find-pulls.ts';
import type { GitHub } from './open-github.ts';

/** Questions for single branches before listing all is cheaper. */
const FEW = 3;

/**
 * Finds pull requests by branch with a number of requests that does not grow with the branches asked for: after a few
 * single questions the newest thousand are listed once, and only what may be older than those is asked for again. What
 * happens on GitHub after the list was made is not seen.
 */
export class RememberedPulls {
  readonly #github: GitHub;
  #asked = 0;
  #listed: Promise<{ readonly newest: ReadonlyMap<string, Pull>; readonly complete: boolean }> | undefined;

  constructor(github: GitHub) {
    this.#github = github;
  }

  async find(branch: string): Promise<Pull | undefined> {
    this.#asked += 1;
    if (this.#asked <= FEW) return findPull(this.#github, branch);
    this.#listed ??= listNewestPulls(this.#github);
    const { newest, complete } = await this.#listed;
    return newest.get(branch) ?? (complete ? undefined : findPull(this.#github, branch));
  }
}
