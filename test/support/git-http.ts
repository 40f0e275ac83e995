import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  /** Every Authorization header that was sent; GitHub answers 400 to two. */
  readonly authorizations: readonly string[];
}

export interface GitHttpServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`; repositories are below it. */
  readonly url: string;
  readonly seen: readonly SeenRequest[];
}

export interface GitHttpSettings {
  /** Folder that holds the bare repositories. */
  readonly root: string;
  /** Token that is asked for as basic `x-access-token:<token>`; undefined lets everybody in. */
  readonly token?: string;
  /** Answers instead of git: an HTTP status and a text for the one who asked. */
  readonly refuse?: (request: SeenRequest) => { readonly status: number; readonly text: string } | undefined;
}

/** A real git server over HTTP on loopback: `git http-backend` (man git-http-backend) behind node:http, strict as GitHub. */
export async function startGitHttp(settings: GitHttpSettings): Promise<GitHttpServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const headers = request.rawHeaders;
    const authorizations = headers.filter(
      (_, at) => at % 2 === 1 && headers[at - 1]?.toLowerCase() === 'authorization',
    );
    const one = { method: request.method ?? '', path: request.url ?? '', authorizations };
    seen.push(one);
    const refusal = settings.refuse?.(one) ?? authorise(one, settings.token);
    if (refusal) {
      const login = refusal.status === 401 ? { 'WWW-Authenticate': 'Basic realm="git"' } : {};
      response.writeHead(refusal.status, { 'Content-Type': 'text/plain', ...login }).end(refusal.text);
    } else serve(settings.root, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function authorise(
  request: SeenRequest,
  token: string | undefined,
): { status: number; text: string } | undefined {
  if (token === undefined) return undefined;
  if (request.authorizations.length > 1) return { status: 400, text: 'Duplicate header: "Authorization"' };
  const [scheme, pair] = request.authorizations[0]?.split(' ') ?? [];
  // git and actions/checkout write the scheme in lower case.
  const isRight =
    scheme?.toLowerCase() === 'basic' &&
    Buffer.from(pair ?? '', 'base64').toString() === `x-access-token:${token}`;
  return isRight ? undefined : { status: 401, text: 'Invalid username or token' };
}

function serve(root: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_USER: 'tester',
      REMOTE_ADDR: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(backend.stdin);
  backend.stdin.on('error', () => undefined);
  const chunks: Buffer[] = [];
  backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  backend.on('close', () => {
    const answer = Buffer.concat(chunks);
    const split = answer.indexOf('\r\n\r\n');
    const headers = answer
      .subarray(0, split)
      .toString()
      .split('\r\n')
      .map((line) => line.split(/: (.*)/s, 2) as [string, string]);
    const status = headers.find(([name]) => name === 'Status')?.[1] ?? '200';
    response.writeHead(Number.parseInt(status, 10), headers.filter(([name]) => name !== 'Status').flat());
    response.end(answer.subarray(split + 4));
  });
}
