import { Fault } from '../../core/fault.ts';
import type { Published, Pull, Pulls, PullText } from '../../ports/pulls.ts';
import { ensureLabels } from './ensure-labels.ts';
import { ensureReviewers } from './ensure-reviewers.ts';
import { findPull, listOpenPulls } from './find-pulls.ts';
import type { GitHubAccess } from './github-access.ts';
import { type GitHub, openGitHub } from './open-github.ts';
import { openPull } from './open-pull.ts';
import { compareUrl, lineUrl, settingsUrl } from './page-urls.ts';
import { RememberedPulls } from './remembered-pulls.ts';
import { updatePull } from './update-pull.ts';

/**
 * Pull requests of one repository on GitHub, over REST only. Every method throws `github-*` faults whose text never
 * contains the token, and the signal's reason once it is aborted.
 */
export function createPulls(access: GitHubAccess): Pulls {
  const github = openGitHub(access);
  const remembered = new RememberedPulls(github);
  return {
    find: (branch) => remembered.find(branch),
    listOpen: (branchPrefix) => listOpenPulls(github, branchPrefix),
    ensure: (text, existing) => ensurePull(github, access, { text, existing }),
    lineUrl: (commit, path, line) => lineUrl(access, commit, { path, line }),
  };
}

async function ensurePull(
  github: GitHub,
  access: GitHubAccess,
  wanted: { readonly text: PullText; readonly existing: Pull | undefined },
): Promise<Published> {
  const { text, existing } = wanted;
  if (existing?.state === 'open') return bringUpToDate(github, access, { text, pull: existing });
  const opening = await openPull(github, access, text);
  switch (opening.kind) {
    case 'forbidden':
      return {
        kind: 'forbidden',
        compareUrl: compareUrl(access, text),
        setting: `Turn on "Allow GitHub Actions to create and approve pull requests" under Settings, Actions, General, Workflow permissions (${settingsUrl(access)}); an organization may have to allow it first.`,
      };
    case 'exists': {
      const pull = await findPull(github, text.branch);
      if (pull?.state === 'open') return bringUpToDate(github, access, { text, pull });
      throw new Fault('github-rejected', `a pull request for ${text.branch} exists but cannot be found`);
    }
    case 'opened': {
      const { number } = opening.pull;
      await ensureReviewers(github, access, { number, isNew: true, reviewers: text.reviewers });
      const labels = await ensureLabels(github, opening.pull, text.labels);
      return { kind: 'opened', pull: { ...opening.pull, labels } };
    }
  }
}

async function bringUpToDate(
  github: GitHub,
  access: GitHubAccess,
  wanted: { readonly text: PullText; readonly pull: Pull },
): Promise<Published> {
  const { text, pull } = wanted;
  const updated = await updatePull(github, access, wanted);
  const asked = await ensureReviewers(github, access, {
    number: pull.number,
    isNew: false,
    reviewers: text.reviewers,
  });
  const labels = await ensureLabels(github, updated, text.labels);
  const unchanged = updated === pull && !asked && labels === updated.labels;
  return { kind: unchanged ? 'unchanged' : 'updated', pull: { ...updated, labels } };
}
