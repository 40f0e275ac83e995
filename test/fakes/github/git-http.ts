import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type BareRepository, GIT_ENV } from './bare-repository.ts';
import type { GitHubState } from './github-state.ts';

/** Whether a git request comes with the token; the scheme's case does not matter (actions/checkout writes it small). */
export function hasGitToken(request: IncomingMessage, token: string): boolean {
  const [scheme = '', secret = ''] = (request.headers.authorization ?? '').split(' ');
  const user = Buffer.from(secret, 'base64').toString();
  return scheme.toLowerCase() === 'basic' && user === `x-access-token:${token}`;
}

/** Whether the request is part of a push. */
export function isPush(url: URL): boolean {
  return url.pathname.endsWith('/git-receive-pack') || url.searchParams.get('service') === 'git-receive-pack';
}

/** Serves one request of git's smart HTTP protocol with `git http-backend` (CGI: https://git-scm.com/docs/git-http-backend). */
export async function serveGit(
  request: IncomingMessage,
  response: ServerResponse,
  world: { git: BareRepository; state: GitHubState; url: URL },
): Promise<void> {
  const header = (name: string): string => String(request.headers[name] ?? '');
  const backend = spawn('git', ['http-backend'], {
    env: {
      ...GIT_ENV,
      GIT_PROJECT_ROOT: world.git.root,
      GIT_HTTP_EXPORT_ALL: '1',
      REQUEST_METHOD: request.method ?? 'GET',
      PATH_INFO: decodeURIComponent(world.url.pathname),
      QUERY_STRING: world.url.search.slice(1),
      CONTENT_TYPE: header('content-type'),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      HTTP_GIT_PROTOCOL: header('git-protocol'),
      REMOTE_USER: world.state.actor,
      REMOTE_ADDR: '127.0.0.1',
      PROTECTED: world.state.protectedBranches.map((branch) => ` refs/heads/${branch} `).join(''),
      SIGNED: world.state.signedCommits ? 'yes' : '',
      ...(header('content-length') ? { CONTENT_LENGTH: header('content-length') } : {}),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  pipeline(request, backend.stdin).catch(() => {
    // The backend may answer before it has read everything, and a client may go away in the middle.
  });
  const chunks: Buffer[] = [];
  for await (const chunk of backend.stdout) chunks.push(chunk);
  sendCgi(response, Buffer.concat(chunks));
}

function sendCgi(response: ServerResponse, output: Buffer): void {
  const end = output.indexOf('\r\n\r\n');
  if (end < 0) {
    response.writeHead(500).end('git http-backend did not answer: is it installed?\n');
    return;
  }
  let status = 200;
  for (const line of output.subarray(0, end).toString().split('\r\n')) {
    const colon = line.indexOf(':');
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()];
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.writeHead(status).end(output.subarray(end + 4));
}
