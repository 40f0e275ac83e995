import type { FoldRoom } from '../core/bricks/fold-room.ts';
import type { FoundryMarker } from '../core/foundry/foundry-marker.ts';
import type { Verification } from '../core/pulls/verification.ts';
import type { Pull } from '../ports/pulls.ts';
import type { Ancestry, CommitId, Repository } from '../ports/repository.ts';
import { type CheckedBricks, checkFoundryCommit } from './check-foundry-commit.ts';

export interface VerifyFoundryTools {
  readonly repository: Repository;
  readonly ancestry: Ancestry;
  readonly room: FoldRoom;
}

/**
 * Looks at the pull request of a FoundryTask again: is its branch still what was folded, one commit on top of its target
 * with nothing but the task's own files, and is each brick what its header, its sidecar and the task's result say? The
 * source is never read: it may have changed, or be on another machine. Pictures are not compared. Writes nothing.
 */
export async function verifyFoundryPull(
  pull: Pull,
  marker: FoundryMarker,
  tools: VerifyFoundryTools,
): Promise<Verification> {
  const found = await look(pull, marker, tools);
  const { difference, proven, bricks } = found;
  return {
    ...{ version: 1, holds: difference === null, difference, branch: pull.branch, proven },
    ...{ toolchain: null, gates: [], bricks, compileLog: '', testLog: '' },
  };
}

type Found = Pick<Verification, 'difference' | 'proven'> & { readonly bricks: CheckedBricks['bricks'] };

async function look(pull: Pull, marker: FoundryMarker, tools: VerifyFoundryTools): Promise<Found> {
  const { ancestry, repository } = tools;
  const apart = (difference: string): Found => ({ difference, proven: null, bricks: [] });
  if (!marker.valid) return apart('its marker says itself that the FoundryTask was not done');
  const tip = await ancestry.bring(pull.branch);
  if (tip === undefined) return apart(`the branch ${pull.branch} is gone`);
  if (tip !== marker.head)
    return apart(`the branch has moved since: it is at ${tip}, and ${marker.head} was folded`);
  const target = await ancestry.bring(pull.base);
  if (target === undefined) return apart(`its target branch ${pull.base} is gone`);
  const base: CommitId = await repository.resolve(`${tip}^`);
  if (!(await ancestry.includes(target, base)))
    return apart(`${base}, on which it was folded, is not on ${pull.base}`);
  const checked = await checkFoundryCommit({ tip, base, task: marker.task }, tools);
  const proven = { head: tip, tree: await ancestry.treeOf(tip), base };
  return { difference: checked.difference ?? null, proven, bricks: checked.bricks };
}
