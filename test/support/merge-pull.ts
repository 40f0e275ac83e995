import type { ActionWorld } from './action-world.ts';

/** The buttons of a pull request's page. */
export type MergeButton = 'merge' | 'squash';

const PERSON = ['-c', 'user.name=Grace', '-c', 'user.email=grace@example.invalid'];

/**
 * A person merges a pull request whose branch has one commit, and deletes its branch; GitHub retargets what stood on
 * it (docs.github.com, “Merging a pull request”).
 */
export async function mergePull(world: ActionWorld, number: number, button: MergeButton): Promise<string> {
  const { git, state } = world.github;
  const pull = state.pulls.find((one) => one.number === number);
  if (!pull) throw new Error(`no pull request #${number}`);
  const [head, base] = [await git.branch(pull.head), await git.branch(pull.base)];
  if (head === undefined || base === undefined) throw new Error(`#${number} has lost a branch`);
  const tree = await git.git('merge-tree', '--write-tree', base, head);
  const parents = button === 'merge' ? ['-p', base, '-p', head] : ['-p', base];
  const commit = await git.git(...PERSON, 'commit-tree', tree, ...parents, '-m', `${button} #${number}`);
  await git.git('update-ref', `refs/heads/${pull.base}`, commit);
  const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  Object.assign(pull, { state: 'closed', mergedAt: now, closedAt: now });
  for (const other of state.pulls)
    if (other.base === pull.head && other.state === 'open') other.base = pull.base;
  await git.git('update-ref', '-d', `refs/heads/${pull.head}`);
  return commit;
}
