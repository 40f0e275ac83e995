import { createGit } from '../adapters/git/git.ts';
import { openCheckout } from '../adapters/git/open-checkout.ts';
import type { GitHubAccess } from '../adapters/github/github-access.ts';
import type { RawInputs } from '../config/parse-inputs.ts';
import { Fault } from '../core/fault.ts';
import type { Progress } from '../ports/progress.ts';
import type { Environment } from './environment.ts';
import { githubAccess } from './github-access.ts';

export interface OriginRequest {
  readonly env: Environment;
  readonly folder: string;
  readonly raw: RawInputs;
  readonly progress: Progress;
}

/** The GitHub repository that `origin` of a checkout is, with the user's token. Throws `bad-settings` without one. */
export async function accessOfOrigin(
  { env, folder, raw, progress }: OriginRequest,
  signal: AbortSignal,
): Promise<GitHubAccess> {
  const { remote } = await openCheckout(createGit(env), folder);
  if (!remote)
    throw new Fault(
      'bad-settings',
      '--github needs a remote named origin that is a GitHub repository (`git remote add origin <url>`)',
    );
  const repository = env.GITHUB_REPOSITORY || `${remote.owner}/${remote.repo}`;
  const token = raw.token || env.GITHUB_TOKEN || env.GH_TOKEN;
  return githubAccess({ env, repository, server: remote.server, token, progress, signal });
}
