import { parseBranchName, printBranchName } from '../../core/pulls/branch-name.ts';
import type { ClaimKey } from '../../ports/claims.ts';

/** Outside of refs/heads and refs/tags: no branch list shows it and no workflow starts. */
export const CLAIMS_FOLDER = 'refs/openspec-complete/claims/';

/** The ref of a claim; valid for git whatever change and id contain. */
export function claimRef({ change, id }: ClaimKey): string {
  return printBranchName(CLAIMS_FOLDER, { change, id, title: '' });
}

/** The task of a claim; undefined for other refs and for names that had to be shortened. */
export function parseClaimRef(ref: string): ClaimKey | undefined {
  return parseBranchName(CLAIMS_FOLDER, ref);
}
