import { join } from 'node:path';
import type { GitHubAccess } from '../adapters/github/github-access.ts';
import { fileCache } from '../adapters/system/file-cache.ts';
import { Fault } from '../core/fault.ts';
import type { Progress } from '../ports/progress.ts';
import type { Environment } from './environment.ts';
import { stateFolder } from './state-folder.ts';

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
const ANSWERS_KEPT_BYTES = 64 * 1024 * 1024;

/** Which GitHub, which repository and as whom. Throws `bad-settings` without a repository or a token. */
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
    apiUrl: env.GITHUB_API_URL || apiOf(serverUrl),
    serverUrl,
    owner,
    repo,
    token,
    userAgent: 'openspec-complete',
    cache: fileCache({ folder: join(stateFolder(env), 'github'), maxBytes: ANSWERS_KEPT_BYTES }),
    onWait: (text) => progress.emit({ kind: 'run', text }),
    onNotice: (text) => progress.emit({ kind: 'warning', text }),
    signal,
  };
}

/**
 * github.com and its enterprises with data residency (`<name>.ghe.com`) have a host for the API; every other host is a
 * GitHub Enterprise Server (docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api).
 */
function apiOf(serverUrl: string): string {
  const { protocol, host } = new URL(serverUrl);
  const hasApiHost = host === 'github.com' || /^[^.]+\.ghe\.com$/.test(host);
  return hasApiHost ? `${protocol}//api.${host}` : `${serverUrl}/api/v3`;
}
