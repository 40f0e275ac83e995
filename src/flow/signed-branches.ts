import { withOwnTrailer } from '../core/commits/own-trailer.ts';
import { Fault } from '../core/fault.ts';
import type { Branches, CommitId, Repository } from '../ports/repository.ts';
import type { CommitObjects, CommitText, SignedCommits } from '../ports/signed-commits.ts';

export interface SigningTools {
  /** Where the branches are, as git sees them. */
  readonly branches: Branches;
  /** Brings a commit of the server that is not here. */
  readonly repository: Pick<Repository, 'resolve'>;
  readonly objects: CommitObjects;
  readonly signed: SignedCommits;
}

/**
 * Branches whose commits the server makes and signs: what is put on a branch is another commit with the same tree,
 * parents and message. Writes nothing where the branch has such a commit already.
 *
 * A branch is made, or moved on, by one request that fails when somebody was faster. GitHub's REST API cannot compare
 * and swap where a branch is to lose commits, so there the signed commit is pushed with a lease.
 */
export function signedBranches(tools: SigningTools): Branches {
  const { branches, repository, objects, signed } = tools;

  async function make(commit: CommitId, text: CommitText): Promise<CommitId> {
    const [parent] = text.parents;
    if (parent === undefined) throw new Error(`${commit} has no parent to be made on`);
    const [{ tree: baseTree }, changes] = await Promise.all([
      objects.describe(parent),
      objects.changes(parent, commit),
    ]);
    return signed.create({ ...text, baseTree, changes });
  }

  async function move(branch: string, commit: CommitId, about: Moving): Promise<void> {
    const { expected, parents } = about;
    if (expected === undefined) return signed.createBranch(branch, commit);
    if (parents.includes(expected)) return signed.fastForward(branch, commit);
    await repository.resolve(commit);
    await branches.put(branch, commit, expected);
  }

  return {
    tip: (branch) => branches.tip(branch),
    tips: (names) => branches.tips(names),
    put: async (branch, commit, expected) => {
      const plain = await objects.describe(commit);
      const text = { ...plain, message: withOwnTrailer(plain.message, plain.tree) };
      const now = await branches.tip(branch);
      if (now !== undefined && says(await objects.describe(await repository.resolve(now)), text)) return now;
      if (now !== expected) {
        const is = now === undefined ? 'is gone' : `is at ${now}`;
        throw new Fault('branch-moved', `${branch} (it ${is})`);
      }
      const made = await make(commit, text);
      await move(branch, made, { expected, parents: text.parents });
      // The next task may stand on it.
      return repository.resolve(made);
    },
  };
}

interface Moving {
  readonly expected: CommitId | undefined;
  readonly parents: readonly CommitId[];
}

function says(one: CommitText, other: CommitText): boolean {
  return (
    one.tree === other.tree &&
    one.parents.join() === other.parents.join() &&
    one.message.trim() === other.message.trim()
  );
}
