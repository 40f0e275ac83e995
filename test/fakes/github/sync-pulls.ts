import type { World } from './operation.ts';

/**
 * Lets the pull requests follow the branches, as GitHub does on every push: a new head is shown, a deleted branch
 * closes, a head that the base has caught up with is merged, a head that was reset to the base closes.
 */
export async function syncPulls({ state, git }: World): Promise<void> {
  const refs = await git.refs('refs/heads/');
  const now = isoNow();
  for (const pull of state.pulls.filter((one) => one.state === 'open')) {
    const head = refs.get(`refs/heads/${pull.head}`)?.sha;
    const base = refs.get(`refs/heads/${pull.base}`)?.sha;
    if (head === pull.headSha && base === pull.baseSha) continue;
    pull.updatedAt = now;
    if (head === undefined || base === undefined) {
      Object.assign(pull, { state: 'closed', closedAt: now });
      continue;
    }
    const caughtUp = await git.isAncestor(head, base);
    if (caughtUp)
      Object.assign(pull, { state: 'closed', closedAt: now, mergedAt: head === pull.headSha ? now : null });
    Object.assign(pull, { headSha: head, baseSha: caughtUp ? pull.baseSha : base });
  }
}

/** GitHub's times have no fractions of seconds. */
export function isoNow(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}
