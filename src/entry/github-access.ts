import type { GitHubAccess } from '../adapters/github/github-access.ts';
import { Fault } from '../core/fault.ts';
import type { Progress } from '../ports/progress.ts';
import type { Environment } from './environment.ts';

export interface AccessRequest {
  readonly env: Environment;
  /** `owner/repo`. */
  readonly repository: string | undefined;
  /** Of the checkout's origin; `GITHUB_SERVER_URL` comes first. */
  readonly server?: string;
  readonly token: string | undefined;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

const GITHUB = 'https://github.com';

/** Which GitHub, which repository and as whom. Hosts other than github.com are GitHub Enterprise Servers. */
export function githubAccess(request: AccessRequest): GitHubAccess {
  const { env, token, progress, signal } = request;
  const [owner = '', repo = '', ...rest] = (request.repository ?? '').split('/');
  if (!owner || !repo || rest.length > 0)
    throw new Fault(
      'bad-settings',
      `GITHUB_REPOSITORY is ${JSON.stringify(request.repository ?? '')}, not owner/repo`,
    );
  if (!token)
    throw new Fault(
      'bad-settings',
      'there is no GitHub token (the input token, or the variable GITHUB_TOKEN)',
    );
  const serverUrl = (env.GITHUB_SERVER_URL || request.server || GITHUB).replace(/\/+$/, '');
  return {
    apiUrl: env.GITHUB_API_URL || (serverUrl === GITHUB ? 'https://api.github.com' : `${serverUrl}/api/v3`),
    serverUrl,
    owner,
    repo,
    token,
    userAgent: 'openspec-complete',
    onWait: (text) => progress.emit({ kind: 'run', text }),
    onNotice: (text) => progress.emit({ kind: 'warning', text }),
    signal,
  };
}
