import { Fault } from '../core/fault.ts';
import type { Branches } from '../ports/repository.ts';
import type { KeptCommits } from '../ports/signed-commits.ts';

/** Ends of a push that are about the branch's rules; what else goes wrong may pass, or touches every ref. */
const REFUSED: ReadonlySet<string> = new Set(['push-rejected', 'push-unsigned', 'commit-unsigned']);

/**
 * Branches where a commit that the rules of one refuse is kept beside them, until the branch gets one; the fault says
 * where.
 */
export function keepingBranches(branches: Branches, kept: KeptCommits): Branches {
  return {
    tip: (branch) => branches.tip(branch),
    tips: (names) => branches.tips(names),
    put: async (branch, commit, expected) => {
      try {
        const put = await branches.put(branch, commit, expected);
        await kept.drop(branch);
        return put;
      } catch (error) {
        if (!(error instanceof Fault) || !REFUSED.has(error.code)) throw error;
        const ref = await kept.keep(branch, commit);
        if (ref === undefined) throw error;
        throw new Fault(error.code, `${error.at}; the commit is kept as ${ref}`, { cause: error });
      }
    },
  };
}
