import { printBranchName } from '../../core/pulls/branch-name.ts';
import type { ClaimKey } from '../../ports/claims.ts';

/** Outside of refs/heads and refs/tags: no branch list shows it and no workflow starts. */
const FOLDER = 'refs/openspec-complete/claims/';

/** The ref of a claim; valid for git whatever change and id contain. */
export function claimRef({ change, id }: ClaimKey): string {
  return printBranchName(FOLDER, { change, id, title: '' });
}
