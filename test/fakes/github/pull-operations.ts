import { nextId, nextNumber, type PullState } from './github-state.ts';
import type { Answer, Call, Operation } from './operation.ts';
import { renderPull, renderTeam, renderWholePull } from './render-pull.ts';
import { renderUser } from './render-user.ts';
import { invalid, problem } from './scripted-fault.ts';
import { isoNow } from './sync-pulls.ts';

/** Pull requests: https://docs.github.com/en/rest/pulls/pulls */
export const pullOperations: Readonly<Record<string, Operation>> = {
  'pulls/list': (call) => {
    const { query, state } = call;
    const wanted = query.get('state') ?? 'open';
    const head = query.get('head');
    const base = query.get('base');
    const found = state.pulls.filter(
      (pull) =>
        (wanted === 'all' || pull.state === wanted) &&
        (!head?.includes(':') || head === `${state.owner}:${pull.head}`) &&
        (base === null || base === pull.base),
    );
    const ascending = query.get('direction') === 'asc';
    found.sort((a, b) => (ascending ? a.number - b.number : b.number - a.number));
    return { status: 200, body: found.map((pull) => renderPull(call, pull)), paged: true };
  },

  'pulls/create': async (call) => {
    const { state, git, body } = call;
    const head = String(body['head']).replace(`${state.owner}:`, '');
    const base = String(body['base']);
    const [headSha, baseSha] = [await git.branch(head), await git.branch(base)];
    if (headSha === undefined) return invalid('PullRequest', { field: 'head', code: 'invalid' });
    if (baseSha === undefined) return invalid('PullRequest', { field: 'base', code: 'invalid' });
    const complaint = complainAboutText(body) ?? (body['title'] ? undefined : missingTitle());
    if (complaint) return complaint;
    const custom = (message: string) => invalid('PullRequest', { code: 'custom', message });
    if (await git.isAncestor(headSha, baseSha)) return custom(`No commits between ${base} and ${head}`);
    if (state.pulls.some((pull) => pull.state === 'open' && pull.head === head && pull.base === base))
      return custom(`A pull request already exists for ${state.owner}:${head}.`);
    if (body['draft'] === true && !state.drafts)
      return problem(422, 'Draft pull requests are not supported in this repository.');
    const now = isoNow();
    const pull: PullState = {
      number: nextNumber(state),
      title: String(body['title']).trim(),
      body: typeof body['body'] === 'string' ? body['body'] : null,
      head,
      headSha,
      base,
      baseSha,
      draft: body['draft'] === true,
      state: 'open',
      mergedAt: null,
      closedAt: null,
      createdAt: now,
      updatedAt: now,
      author: state.actor,
      labels: [],
      reviewers: [],
      teams: [],
      events: [],
    };
    state.pulls.push(pull);
    return { status: 201, body: await renderWholePull(call, pull) };
  },

  'pulls/get': (call) =>
    withPull(call, async (pull) => ({ status: 200, body: await renderWholePull(call, pull) })),

  'pulls/update': (call) =>
    withPull(call, async (pull) => {
      const refusal = complainAboutText(call.body) ?? (await changeBase(call, pull));
      if (refusal) return refusal;
      const { title, body, state } = call.body;
      if (typeof title === 'string') pull.title = title.trim();
      if (typeof body === 'string') pull.body = body;
      if (state === 'closed' && pull.state === 'open') Object.assign(pull, { state, closedAt: isoNow() });
      if (state === 'open' && !pull.mergedAt) Object.assign(pull, { state, closedAt: null });
      pull.updatedAt = isoNow();
      return { status: 200, body: await renderWholePull(call, pull) };
    }),

  'pulls/list-requested-reviewers': (call) =>
    withPull(call, (pull) => ({
      status: 200,
      body: {
        users: pull.reviewers.map((login) => renderUser(login, call.serverUrl)),
        teams: pull.teams.map((slug) => renderTeam(call, slug)),
      },
    })),

  'pulls/request-reviewers': (call) =>
    withPull(call, (pull) => {
      const [users, teams] = [strings(call.body['reviewers']), strings(call.body['team_reviewers'])];
      const stranger = users.find((login) => !(login in call.state.permissions));
      if (users.includes(pull.author))
        return problem(422, 'Review cannot be requested from pull request author.');
      if (stranger !== undefined)
        return problem(
          422,
          `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${call.state.owner}/${call.state.repo} repository.`,
        );
      const [newUsers, newTeams] = [
        users.filter((login) => !pull.reviewers.includes(login)),
        teams.filter((slug) => !pull.teams.includes(slug)),
      ];
      pull.reviewers.push(...newUsers);
      pull.teams.push(...newTeams);
      const at = isoNow();
      for (const reviewer of newUsers)
        pull.events.push({ id: nextId(call.state), event: 'review_requested', at, reviewer });
      for (const team of newTeams)
        pull.events.push({ id: nextId(call.state), event: 'review_requested', at, team });
      return { status: 201, body: renderPull(call, pull) };
    }),

  'pulls/remove-requested-reviewers': (call) =>
    withPull(call, (pull) => {
      const [users, teams] = [strings(call.body['reviewers']), strings(call.body['team_reviewers'])];
      pull.reviewers = pull.reviewers.filter((login) => !users.includes(login));
      pull.teams = pull.teams.filter((slug) => !teams.includes(slug));
      return { status: 200, body: renderPull(call, pull) };
    }),
};

function withPull(call: Call, use: (pull: PullState) => Answer | Promise<Answer>): Answer | Promise<Answer> {
  const pull = call.state.pulls.find((one) => one.number === Number(call.path['pull_number']));
  return pull ? use(pull) : problem(404, 'Not Found');
}

async function changeBase(call: Call, pull: PullState): Promise<Answer | undefined> {
  const base = call.body['base'];
  if (typeof base !== 'string' || base === pull.base) return undefined;
  const baseSha = await call.git.branch(base);
  if (baseSha === undefined) return invalid('PullRequest', { field: 'base', code: 'invalid' });
  if (pull.state === 'closed') return problem(422, 'Cannot change the base branch of a closed pull request.');
  Object.assign(pull, { base, baseSha });
  return undefined;
}

/** GitHub's own limits: 256 characters of title, 65,536 of body. */
function complainAboutText(body: Readonly<Record<string, unknown>>): Answer | undefined {
  for (const [field, most] of [
    ['title', 256],
    ['body', 65_536],
  ] as const)
    if (String(body[field] ?? '').length > most)
      return invalid('PullRequest', {
        field,
        code: 'custom',
        message: `${field} is too long (maximum is ${most} characters)`,
      });
  return undefined;
}

function missingTitle(): Answer {
  return invalid('PullRequest', { field: 'title', code: 'missing_field' });
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
