import type { Pull, PullText } from '../../ports/pulls.ts';
import { readFailure } from './failure.ts';
import type { GitHubAccess } from './github-access.ts';
import type { GitHub } from './open-github.ts';
import { refuseMissingBranch } from './refuse-missing-branch.ts';
import { toPull } from './to-pull.ts';

/**
 * Writes title, body and base of an open pull request where they differ; gives `pull` itself when nothing does.
 *
 * Draft and ready cannot be changed over REST (`PATCH /pulls/{number}` has no `draft`, only GraphQL has the mutations),
 * so a pull request stays what it was opened as. The failed label and the first paragraph tell the truth either way;
 * a notice tells a person to press the button when a failed draft has become good.
 */
export async function updatePull(
  github: GitHub,
  access: GitHubAccess,
  wanted: { readonly pull: Pull; readonly text: PullText },
): Promise<Pull> {
  const { pull, text } = wanted;
  if (pull.draft && !text.draft)
    access.onNotice?.(
      `Pull request #${pull.number} holds now but is still a draft: press "Ready for review" at ${pull.url}.`,
    );
  const differences = {
    ...(isSameText(pull.title, text.title) ? {} : { title: text.title }),
    ...(isSameText(pull.body, text.body) ? {} : { body: text.body }),
    ...(pull.base === text.base ? {} : { base: text.base }),
  };
  if (Object.keys(differences).length === 0) return pull;
  const doing = { what: `updating pull request #${pull.number}`, needs: 'pull-requests: write' };
  return github.call(doing, async () => {
    try {
      const where = { ...github.repository, pull_number: pull.number };
      const { data } = await github.octokit.rest.pulls.update({ ...where, ...differences });
      return toPull(data);
    } catch (error) {
      const failure = readFailure(error);
      if (failure) refuseMissingBranch(failure, access, text);
      throw error;
    }
  });
}

/** GitHub's page stores CRLF, and white space at the ends is not kept everywhere. */
function isSameText(a: string, b: string): boolean {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trim();
  return plain(a) === plain(b);
}
