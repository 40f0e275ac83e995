import type { Environment } from './environment.ts';

const NOTE =
  'GitHub starts no workflows on a pull request that was made with `GITHUB_TOKEN`. If your checks are missing here, ' +
  'approve them, or close and reopen it; to have them always, pass `token:` a GitHub App token.';

/**
 * What the pull request's reader has to know of the token it is made with. Tokens of the workflow and of GitHub Apps
 * both begin with `ghs_` (https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/), so the
 * note is worded to be true of both; a person's token starts workflows, and outside Actions there is no such token.
 */
export function tokenNotes(token: string | undefined, env: Environment): readonly string[] {
  return env.GITHUB_ACTIONS === 'true' && token?.startsWith('ghs_') ? [NOTE] : [];
}
