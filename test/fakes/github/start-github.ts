import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { BareRepository } from './bare-repository.ts';
import { hasGitToken, isPush, serveGit } from './git-http.ts';
import type { GitHubState } from './github-state.ts';
import type { Answer, World } from './operation.ts';
import { answerFault, type ScriptedFault, takeFault } from './scripted-fault.ts';
import { serveRest } from './serve-rest.ts';

export interface GitHubOptions {
  readonly owner: string;
  readonly repo: string;
  readonly token: string;
  /** `main` when not given. */
  readonly defaultBranch?: string;
  /** Path of a git repository whose branches and tags it starts with. */
  readonly seedFrom?: string;
}

/** One request as it was answered. `path` has no `/api/v3`; `body` is the parsed JSON, undefined without one, the text itself when it is no JSON. */
interface RequestRecord {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
}

/**
 * A GitHub on the loopback: REST with state, over a real bare git repository that the same server serves. Every request
 * and answer is held against GitHub's own OpenAPI description; what does not fit is answered 500 and put into
 * {@link violations}, which a test expects to be empty.
 */
export interface FakeGitHub extends AsyncDisposable {
  /** For `GITHUB_API_URL`; the server also answers without its `/api/v3`. */
  readonly apiUrl: string;
  /** For `GITHUB_SERVER_URL`. */
  readonly serverUrl: string;
  readonly cloneUrl: string;
  /** The bare repository, for tests that look at commits. */
  readonly git: BareRepository;
  readonly state: GitHubState;
  readonly requests: RequestRecord[];
  readonly violations: string[];
  /** Called twice a request: before it is looked at, and after it was answered. */
  watch: ((what: string) => void | Promise<void>) | undefined;
  /** Push into it what is to go wrong. */
  readonly faults: ScriptedFault[];
  close(): Promise<void>;
}

/** Starts it on a free port of 127.0.0.1. */
export async function startGitHub(options: GitHubOptions): Promise<FakeGitHub> {
  const defaultBranch = options.defaultBranch ?? 'main';
  const name = `${options.owner}/${options.repo}`;
  const git = await BareRepository.create(name, defaultBranch, options.seedFrom);
  const state = freshState(options, defaultBranch);
  const [requests, violations, faults]: [RequestRecord[], string[], ScriptedFault[]] = [[], [], []];
  const server = createServer((request, response) => {
    served(request, response).catch((error: Error) => {
      violations.push(`${request.method} ${request.url}: the fake broke: ${error.stack}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const serverUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const world: World = { state, git, apiUrl: `${serverUrl}/api/v3`, serverUrl };

  async function served(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await fake.watch?.(`${request.method} ${request.url}`);
    await answer(request, response);
    await fake.watch?.(`answered ${request.method} ${request.url}`);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', serverUrl);
    if (url.pathname.startsWith(`/${name}.git/`)) return answerGit(request, response, url);
    const prefix = url.pathname.startsWith('/api/v3/') ? '/api/v3' : '';
    const bodyText = await text(request);
    const method = request.method ?? 'GET';
    const shortened = new URL(url);
    shortened.pathname = url.pathname.slice(prefix.length);
    let delayed: ScriptedFault | undefined;
    const full = await serveRest(
      world,
      { method, url: shortened, authorization: request.headers.authorization ?? '', text: bodyText },
      {
        takeFault: (operation) => (delayed = takeFault(faults, operation)),
        complain: (what) => violations.push(what),
      },
    );
    const answered = unlessUnchanged(full, { method, known: request.headers['if-none-match'] });
    const link = answered.headers?.['link']?.replaceAll(`<${serverUrl}/`, `<${serverUrl}${prefix}/`);
    const record = { method, path: shortened.pathname + shortened.search, status: answered.status };
    requests.push({ ...record, body: parsedOrText(bodyText) });
    send(response, { ...answered, headers: { ...answered.headers, ...(link ? { link } : {}) } }, delayed);
  }

  async function answerGit(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const fault = takeFault(faults, isPush(url) ? 'git/push' : 'git/fetch');
    const scripted = fault && answerFault(fault, 'contents=write');
    const record = { method: request.method ?? 'GET', path: url.pathname + url.search, body: undefined };
    if (fault?.kind === 'hang-up') return void response.destroy();
    if (scripted) return refuseGit(response, scripted);
    if (!hasGitToken(request, state.token)) {
      response.setHeader('www-authenticate', 'Basic realm="GitHub"');
      return refuseGit(response, { status: 401, page: 'Authentication required\n' });
    }
    if (state.archived && isPush(url))
      return refuseGit(response, {
        status: 403,
        page: 'This repository was archived so it is read-only.\n',
        // Plain text is what git shows as lines of the remote.
        headers: { 'content-type': 'text/plain' },
      });
    await serveGit(request, response, { git, state, url });
    requests.push({ ...record, status: response.statusCode });

    function refuseGit(to: ServerResponse, refusal: Answer): void {
      requests.push({ ...record, status: refusal.status });
      send(to, refusal, fault);
    }
  }

  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    await git[Symbol.asyncDispose]();
  };
  const fake: FakeGitHub = {
    watch: undefined,
    apiUrl: world.apiUrl,
    serverUrl,
    cloneUrl: `${serverUrl}/${name}.git`,
    git,
    state,
    requests,
    violations,
    faults,
    close,
    [Symbol.asyncDispose]: close,
  };
  return fake;
}

function freshState(options: GitHubOptions, defaultBranch: string): GitHubState {
  return {
    owner: options.owner,
    repo: options.repo,
    token: options.token,
    actor: 'github-actions[bot]',
    defaultBranch,
    private: false,
    archived: false,
    drafts: true,
    permissions: { [options.owner]: 'admin' },
    protectedBranches: [],
    signedCommits: false,
    workflowRuns: {},
    issues: [],
    pulls: [],
    comments: [],
    reviewComments: [],
    checks: [],
    reactions: [],
  };
}

function parsedOrText(body: string): unknown {
  try {
    return body === '' ? undefined : JSON.parse(body);
  } catch {
    return body;
  }
}

/** Writes the answer, in the way the fault wants it. */
/** GitHub gives every answer to a GET a weak ETag, and 304 without a body to whoever has it already. */
function unlessUnchanged(
  answer: Answer,
  { method, known }: { readonly method: string; readonly known: string | undefined },
): Answer {
  if (method !== 'GET' || answer.status !== 200) return answer;
  const said = JSON.stringify([answer.body, answer.headers?.['link']]);
  const etag = `W/"${createHash('sha256').update(said).digest('hex')}"`;
  if (known === etag) return { status: 304, headers: { etag } };
  return { ...answer, headers: { ...answer.headers, etag } };
}

function send(response: ServerResponse, answer: Answer, fault: ScriptedFault | undefined): void {
  const write = (): void => {
    const page = answer.page ?? (answer.body === undefined ? '' : JSON.stringify(answer.body));
    response.writeHead(answer.status, {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4999',
      'x-github-request-id': 'FAKE:1',
      ...(page === ''
        ? {}
        : { 'content-type': answer.page === undefined ? 'application/json; charset=utf-8' : 'text/html' }),
      ...answer.headers,
    });
    if (fault?.kind !== 'cut') response.end(page);
    else response.write(page.slice(0, page.length / 2), () => response.destroy());
  };
  if (fault?.kind === 'hang-up') response.destroy();
  else if (fault?.kind === 'slow') setTimeout(write, fault.value ?? 0);
  else if (fault?.kind !== 'silent') write();
}
