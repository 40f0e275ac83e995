import type { ClaimKey, StoredClaim } from '../../ports/claims.ts';
import type { CommitId } from '../../ports/repository.ts';
import { CLAIMS_FOLDER, parseClaimRef } from './claim-ref.ts';
import type { Git } from './git.ts';
import type { GitPlace } from './git-place.ts';
import { BOT, identityEnvironment } from './identity.ts';

/** Makes a commit without files and parents that says only `text`. A commit, because every git server takes one. */
export async function makeClaimCommit(git: Git, place: GitPlace, text: string): Promise<CommitId> {
  const tree = await git.text(place, { args: ['mktree'], input: '' });
  return git.text(place, {
    args: ['commit-tree', tree, '-F', '-'],
    input: `${text}\n`,
    env: identityEnvironment(BOT),
  });
}

/** The text of a claim's commit; '' for anything that is no commit. */
export async function readClaimCommit(git: Git, place: GitPlace, commit: CommitId): Promise<string> {
  const { exitCode, stdout } = await git.run(place, { args: ['cat-file', 'commit', commit] });
  const text = new TextDecoder().decode(stdout);
  return exitCode === 0 ? text.slice(text.indexOf('\n\n') + 2).trim() : '';
}

/** All claims of one repository. */
export async function readClaims(
  git: Git,
  place: GitPlace,
): Promise<readonly (StoredClaim & { readonly key: ClaimKey })[]> {
  const args = ['for-each-ref', '--format=%(refname) %(objectname)', CLAIMS_FOLDER];
  const lines = (await git.text(place, { args })).split('\n');
  const found = lines.map(async (line) => {
    const [ref = '', version = ''] = line.split(' ');
    const key = parseClaimRef(ref);
    return key ? [{ key, version, text: await readClaimCommit(git, place, version) }] : [];
  });
  return (await Promise.all(found)).flat();
}
