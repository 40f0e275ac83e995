import { Fault } from '../core/fault.ts';
import type { Branches } from '../ports/repository.ts';
import type { KeptCommits } from '../ports/signed-commits.ts';

const WITHOUT_SIGNATURE: ReadonlySet<string> = new Set(['push-unsigned', 'commit-unsigned']);

/** Branches where a commit that is refused for want of a signature is kept beside them; the fault says where. */
export function keepingBranches(branches: Branches, kept: KeptCommits): Branches {
  return {
    tip: (branch) => branches.tip(branch),
    tips: (names) => branches.tips(names),
    put: async (branch, commit, expected) => {
      try {
        return await branches.put(branch, commit, expected);
      } catch (error) {
        if (!(error instanceof Fault) || !WITHOUT_SIGNATURE.has(error.code)) throw error;
        const ref = await kept.keep(branch, commit);
        if (ref === undefined) throw error;
        throw new Fault(error.code, `${error.at}; the commit is kept as ${ref}`, { cause: error });
      }
    },
  };
}
