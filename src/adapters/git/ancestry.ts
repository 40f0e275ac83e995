import { Fault } from '../../core/fault.ts';
import type { Ancestry, CommitId } from '../../ports/repository.ts';
import { type Git, gitFault } from './git.ts';
import type { Checkout } from './open-checkout.ts';

/** @param bring a branch's tip with its history; undefined when there is no such branch */
export function createAncestry(
  git: Git,
  checkout: Checkout,
  bring: (branch: string) => Promise<CommitId | undefined>,
): Ancestry {
  const { place } = checkout;
  return {
    bring,
    treeOf: (commit) => git.text(place, { args: ['rev-parse', '--verify', `${commit}^{tree}`] }),
    includes: async (tip, older) => {
      const known = await git.run(place, { args: ['cat-file', '-e', `${older}^{commit}`] });
      const args = ['merge-base', '--is-ancestor', older, tip];
      const answer = known.exitCode === 0 ? await git.run(place, { args }) : known;
      if (answer.exitCode === 0) return true;
      // Past the shallow boundary nothing is an ancestor of anything.
      if (checkout.shallow) throw new Fault('history-shallow', older);
      if (answer === known || answer.exitCode === 1) return false;
      throw gitFault(args, answer.stderr);
    },
  };
}
