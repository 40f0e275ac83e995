import { actionsOperations } from './actions-operations.ts';
import { checkAnswer, checkRequest, type Match, matchOperation } from './description.ts';
import { gitDatabaseOperations } from './git-database-operations.ts';
import { issueOperations } from './issue-operations.ts';
import type { Answer, Operation, World } from './operation.ts';
import { pullOperations } from './pull-operations.ts';
import { repositoryOperations } from './repository-operations.ts';
import { reviewOperations } from './review-operations.ts';
import { answerFault, problem, type ScriptedFault } from './scripted-fault.ts';
import { syncPulls } from './sync-pulls.ts';

/** A REST request as it came in; `url` without the `/api/v3` prefix. */
export interface RestRequest {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string;
  /** The body's text, '' without one. */
  readonly text: string;
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  ...repositoryOperations,
  ...gitDatabaseOperations,
  ...pullOperations,
  ...issueOperations,
  ...actionsOperations,
  ...reviewOperations,
};
const NEEDS: Readonly<Record<string, string>> = {
  pulls: 'pull_requests=write',
  issues: 'issues=write; pull_requests=write',
  reactions: 'issues=write; pull_requests=write',
  checks: 'checks=read',
  git: 'contents=write',
  actions: 'actions=read',
  repos: 'metadata=read',
};

/** Answers a REST request. `complain` is told everything that GitHub's description does not allow, on either side. */
export async function serveRest(
  world: World,
  request: RestRequest,
  hooks: { takeFault(operation: string): ScriptedFault | undefined; complain(what: string): void },
): Promise<Answer> {
  const violation = (what: string): Answer => {
    hooks.complain(`${request.method} ${request.url.pathname}: ${what}`);
    return problem(500, `not as GitHub describes it: ${what}`);
  };
  const match = matchOperation(request.method, request.url.pathname);
  const operation = match && OPERATIONS[match.id];
  if (!match || !operation) return violation('no such operation');
  const body = parseBody(request.text);
  if (body === INVALID) return violation('the body is no JSON');
  const complaints = checkRequest(match, request.url.searchParams, body);
  if (complaints.length > 0) return violation(complaints.join('; '));

  const fault = hooks.takeFault(match.id);
  const scripted = fault && answerFault(fault, NEEDS[match.id.split('/')[0] ?? ''] ?? '');
  if (scripted) return scripted;
  const refusal = refuse(world, request, match);
  if (refusal) return refusal;

  await syncPulls(world);
  const answer = await operation({
    ...world,
    path: match.path,
    query: request.url.searchParams,
    body: typeof body === 'object' && body !== null ? { ...body } : {},
  });
  const wrong = checkAnswer(match, answer.status, answer.body);
  if (wrong.length > 0) return violation(`answer ${answer.status}: ${wrong.join('; ')}`);
  return answer.paged ? cutPage(answer, request.url) : answer;
}

/** What GitHub answers before it looks at the request itself. */
function refuse({ state }: World, request: RestRequest, match: Match): Answer | undefined {
  const [scheme = '', token = ''] = request.authorization.split(' ');
  if (!/^(token|bearer)$/i.test(scheme) || token !== state.token) return problem(401, 'Bad credentials');
  const same = (a: string | undefined, b: string) => a?.toLowerCase() === b.toLowerCase();
  if (!same(match.path['owner'], state.owner) || !same(match.path['repo'], state.repo))
    return problem(404, 'Not Found');
  if (state.archived && request.method !== 'GET')
    return problem(403, 'Repository was archived so is read-only.');
  return undefined;
}

const INVALID = Symbol('not JSON');

function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return INVALID;
  }
}

/** One page of a list, with the links to its neighbours that clients follow. */
function cutPage(answer: Answer, url: URL): Answer {
  const all = Array.isArray(answer.body) ? answer.body : [];
  const size = Number(url.searchParams.get('per_page') ?? 30);
  const page = Number(url.searchParams.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const link = (number: number, rel: string) => {
    const target = new URL(url);
    target.searchParams.set('page', String(number));
    return `<${target}>; rel="${rel}"`;
  };
  const links = [
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(page - 1, 'prev'), link(1, 'first')] : []),
  ];
  return {
    status: answer.status,
    body: all.slice((page - 1) * size, page * size),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}
