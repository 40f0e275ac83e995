import type { Pull, PullText } from '../../ports/pulls.ts';
import { type Failure, readFailure } from './failure.ts';
import type { GitHubAccess } from './github-access.ts';
import type { GitHub } from './open-github.ts';
import { refuseMissingBranch } from './refuse-missing-branch.ts';
import { toPull } from './to-pull.ts';

/** How an attempt to open a pull request ends. */
export type Opening =
  | { readonly kind: 'opened'; readonly pull: Pull }
  | { readonly kind: 'forbidden' }
  /** Another run opened it a moment ago. */
  | { readonly kind: 'exists' };

/** Opens the pull request; without labels and reviewers, which GitHub takes separately. Throws `github-*` faults. */
export async function openPull(github: GitHub, access: GitHubAccess, text: PullText): Promise<Opening> {
  const doing = { what: `opening the pull request for ${text.branch}`, needs: 'pull-requests: write' };
  return github.call(doing, async () => {
    try {
      return await create(github, text);
    } catch (error) {
      const failure = readFailure(error);
      if (failure) refuseMissingBranch(failure, access, text);
      if (failure && isForbidden(failure)) return { kind: 'forbidden' };
      if (failure && says(failure, /^A pull request already exists for /)) return { kind: 'exists' };
      if (!failure || !text.draft || !says(failure, /^Draft pull requests are not supported/)) throw error;
      access.onNotice?.(
        `The pull request for ${text.branch} is not a draft: this repository's GitHub plan has no drafts.`,
      );
      return create(github, { ...text, draft: false });
    }
  });
}

async function create(github: GitHub, text: PullText): Promise<Opening> {
  const { data } = await github.octokit.rest.pulls.create({
    ...github.repository,
    head: text.branch,
    base: text.base,
    title: text.title,
    body: text.body,
    draft: text.draft,
  });
  return { kind: 'opened', pull: toPull(data) };
}

/**
 * GitHub has no code for these, only sentences. The setting is off in every new repository:
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository
 */
function isForbidden(failure: Failure): boolean {
  return failure.status === 403 && /not permitted to create or approve pull requests/i.test(failure.message);
}

function says(failure: Failure, sentence: RegExp): boolean {
  const texts = [failure.message, ...failure.errors.map((error) => error.message)];
  return failure.status === 422 && texts.some((text) => sentence.test(text));
}
