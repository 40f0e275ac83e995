import { FAILED_LABEL } from '../../core/pulls/failed-label.ts';
import type { Pull } from '../../ports/pulls.ts';
import { readFailure } from './failure.ts';
import type { GitHub } from './open-github.ts';

/**
 * Adds the wanted labels that are missing and takes {@link FAILED_LABEL} off when it is not wanted; every other label
 * on the pull request belongs to people. Gives the labels it has then, `pull.labels` itself when nothing was written.
 */
export async function ensureLabels(
  github: GitHub,
  pull: Pull,
  wanted: readonly string[],
): Promise<readonly string[]> {
  const has = (labels: readonly string[], name: string): boolean =>
    labels.some((label) => label.toLowerCase() === name.toLowerCase());
  const where = { ...github.repository, issue_number: pull.number };
  const doing = { what: `labelling pull request #${pull.number}`, needs: 'pull-requests: write' };

  let labels = pull.labels;
  const missing = [...new Set(wanted)].filter((name) => !has(labels, name));
  if (missing.length > 0) {
    const { data } = await github.call(doing, () =>
      github.octokit.rest.issues.addLabels({ ...where, labels: missing }),
    );
    labels = data.map((label) => label.name);
  }
  if (has(labels, FAILED_LABEL) && !has(wanted, FAILED_LABEL)) {
    await github.call(doing, async () => {
      try {
        await github.octokit.rest.issues.removeLabel({ ...where, name: FAILED_LABEL });
      } catch (error) {
        // Someone else took it off in the meantime.
        if (readFailure(error)?.status !== 404) throw error;
      }
    });
    labels = labels.filter((label) => label.toLowerCase() !== FAILED_LABEL);
  }
  return labels;
}
