import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { GIT_ENV } from './bare-repository.ts';
import { type FakeGitHub, type GitHubOptions, startGitHub } from './start-github.ts';

const TOKEN = 'ghs_secretsecretsecretsecretsecret0002';
const run = promisify(execFile);

interface Checkout extends AsyncDisposable {
  readonly path: string;
  /** Runs git in it with the token, as the product gives it: through the environment. */
  git(...args: string[]): Promise<string>;
}

async function start(more: Partial<GitHubOptions> = {}): Promise<FakeGitHub> {
  return startGitHub({ owner: 'octo', repo: 'demo', token: TOKEN, ...more });
}

function withToken(github: FakeGitHub, scheme: string, token = TOKEN): Record<string, string> {
  const secret = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    ...GIT_ENV,
    GIT_AUTHOR_NAME: 'Octo',
    GIT_AUTHOR_EMAIL: 'octo@example.com',
    GIT_COMMITTER_NAME: 'Octo',
    GIT_COMMITTER_EMAIL: 'octo@example.com',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${github.serverUrl}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: ${scheme} ${secret}`,
  };
}

/** A checkout with one commit on `main`, pushed. */
async function checkOut(github: FakeGitHub, scheme = 'basic'): Promise<Checkout> {
  const path = await mkdtemp(join(tmpdir(), 'checkout-'));
  const env = withToken(github, scheme);
  const git = async (...args: string[]) => (await run('git', ['-C', path, ...args], { env })).stdout.trim();
  await git('init', '--quiet', '--initial-branch=main');
  await git('remote', 'add', 'origin', github.cloneUrl);
  await writeFile(join(path, 'README.md'), '# Demo\n');
  await git('add', '.');
  await git('commit', '--quiet', '-m', 'Start');
  await git('push', '--quiet', 'origin', 'main');
  return { path, git, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** A REST request with the token; the body is undefined for answers without one. */
async function ask(github: FakeGitHub, method: string, path: string, body?: unknown) {
  const response = await fetch(`${github.apiUrl}/repos/octo/demo${path}`, {
    method,
    headers: { authorization: `Bearer ${TOKEN}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** Pushes a branch with one commit of its own and opens a pull request for it. */
async function openPull(github: FakeGitHub, checkout: Checkout, branch: string) {
  await checkout.git('checkout', '--quiet', '-B', branch, 'main');
  await writeFile(join(checkout.path, 'src.rs'), `// ${branch}\n`);
  await checkout.git('add', '.');
  await checkout.git('commit', '--quiet', '-m', branch);
  await checkout.git('push', '--quiet', '--force', 'origin', branch);
  return ask(github, 'POST', '/pulls', { head: branch, base: 'main', title: branch });
}

test('what is pushed over HTTP is what REST shows', async () => {
  await using github = await start();
  await using checkout = await checkOut(github);
  const sha = await checkout.git('rev-parse', 'main');
  const ref = await ask(github, 'GET', '/git/ref/heads/main');
  expect(ref).toMatchObject({
    status: 200,
    body: { ref: 'refs/heads/main', object: { sha, type: 'commit' } },
  });
  expect(github.violations).toEqual([]);
});

test('the scheme of the git credentials may be written in any case, as actions/checkout does', async () => {
  await using github = await start();
  await using checkout = await checkOut(github, 'BaSiC');
  expect(await github.git.branch('main')).toBe(await checkout.git('rev-parse', 'main'));
});

test('git without the token, or with another one, is turned away', async () => {
  await using github = await start();
  const listing = (env: Record<string, string>) => run('git', ['ls-remote', github.cloneUrl], { env });
  await expect(listing(GIT_ENV)).rejects.toThrow(/could not read Username|Authentication failed/);
  await expect(listing(withToken(github, 'basic', 'wrong'))).rejects.toThrow(
    /could not read Username|Authentication failed/,
  );
  expect(github.requests.every((request) => request.status === 401)).toBe(true);
});

test('a push to a protected branch is rejected with GH006, to another it is not', async () => {
  await using github = await start();
  await using checkout = await checkOut(github);
  github.state.protectedBranches.push('main');
  await checkout.git('commit', '--quiet', '--allow-empty', '-m', 'More');
  await expect(checkout.git('push', 'origin', 'main')).rejects.toThrow(
    /GH006: Protected branch update failed/,
  );
  await checkout.git('push', '--quiet', 'origin', 'main:mainly');
  expect(await github.git.branch('mainly')).toBe(await checkout.git('rev-parse', 'main'));
});

test('a scripted refusal of pushes leaves fetching alone', async () => {
  await using github = await start();
  await using checkout = await checkOut(github);
  github.faults.push({ kind: 'missing-permission', on: 'git/push' });
  await expect(checkout.git('push', 'origin', 'main:other')).rejects.toThrow(/403/);
  await checkout.git('fetch', '--quiet', 'origin');
  expect(await github.git.branch('other')).toBeUndefined();
});

test('a fake can start with the branches of an existing repository', async () => {
  await using first = await start();
  await using checkout = await checkOut(first);
  await using second = await start({ seedFrom: checkout.path });
  expect(await second.git.branch('main')).toBe(await first.git.branch('main'));
});

test('a pull request shows its commits, files and mergeability from the real refs', async () => {
  await using github = await start();
  await using checkout = await checkOut(github);
  const { status, body } = await openPull(github, checkout, 'openspec/a/1');
  expect(status).toBe(201);
  expect(body).toMatchObject({ commits: 1, additions: 1, deletions: 0, changed_files: 1, mergeable: true });
  expect(body.head.sha).toBe(await checkout.git('rev-parse', 'HEAD'));
  expect(github.violations).toEqual([]);
});

test('a pull request that conflicts with its base is not mergeable', async () => {
  await using github = await start();
  await using checkout = await checkOut(github);
  await openPull(github, checkout, 'openspec/a/1');
  await openPull(github, checkout, 'openspec/b/1');
  await checkout.git('push', '--quiet', '--force', 'origin', 'openspec/b/1:main');
  expect((await ask(github, 'GET', '/pulls/1')).body).toMatchObject({ state: 'open', mergeable: false });
  expect((await ask(github, 'GET', '/pulls/2')).body).toMatchObject({ state: 'closed', merged: true });
});

test('deleting the branch closes its pull request, pushing moves its head', async () => {
  await using github = await start();
  await using checkout = await checkOut(github);
  await openPull(github, checkout, 'openspec/a/1');
  await checkout.git('commit', '--quiet', '--allow-empty', '-m', 'More');
  await checkout.git('push', '--quiet', 'origin', 'openspec/a/1');
  const moved = await ask(github, 'GET', '/pulls/1');
  expect(moved.body.head.sha).toBe(await checkout.git('rev-parse', 'HEAD'));
  expect((await ask(github, 'DELETE', '/git/refs/heads/openspec/a/1')).status).toBe(204);
  expect((await ask(github, 'GET', '/pulls/1')).body).toMatchObject({ state: 'closed', merged: false });
});

test('a ref is created once: the second claim of two finds it taken', async () => {
  await using github = await start();
  await using checkout = await checkOut(github);
  const sha = await checkout.git('rev-parse', 'main');
  const claim = { ref: 'refs/openspec-complete/claims/a', sha };
  const both = await Promise.all([1, 2].map(() => ask(github, 'POST', '/git/refs', claim)));
  expect(both.map((answer) => answer.status).toSorted()).toEqual([201, 422]);
  expect(both.find((answer) => answer.status === 422)?.body.message).toBe('Reference already exists');
  const matching = await ask(github, 'GET', '/git/matching-refs/openspec-complete/claims');
  expect(matching.body).toMatchObject([{ ref: claim.ref }]);
});

test('a ref moves only forward unless it is forced', async () => {
  await using github = await start();
  await using checkout = await checkOut(github);
  const old = await checkout.git('rev-parse', 'main');
  await checkout.git('commit', '--quiet', '--allow-empty', '-m', 'More');
  await checkout.git('push', '--quiet', 'origin', 'main');
  expect((await ask(github, 'PATCH', '/git/refs/heads%2Fmain', { sha: old })).status).toBe(422);
  expect((await ask(github, 'PATCH', '/git/refs/heads/main', { sha: old, force: true })).status).toBe(200);
  expect(await github.git.branch('main')).toBe(old);
});

test('comments are written, changed and listed; a reaction counts once', async () => {
  await using github = await start();
  github.state.issues.push({ number: 4, title: 'Please', body: '', author: 'ada' });
  const comment = await ask(github, 'POST', '/issues/4/comments', { body: 'Working' });
  await ask(github, 'PATCH', `/issues/comments/${comment.body.id}`, { body: 'Done' });
  const listed = await ask(github, 'GET', '/issues/4/comments?per_page=100');
  expect(listed.body).toMatchObject([{ body: 'Done', user: { login: 'github-actions[bot]', type: 'Bot' } }]);
  const react = () =>
    ask(github, 'POST', `/issues/comments/${comment.body.id}/reactions`, { content: 'eyes' });
  expect([(await react()).status, (await react()).status]).toEqual([201, 200]);
  expect((await ask(github, 'POST', '/issues/4/reactions', { content: 'rocket' })).status).toBe(201);
  expect((await ask(github, 'POST', '/issues/99/comments', { body: 'x' })).status).toBe(404);
  expect(github.violations).toEqual([]);
});

test('permissions are told as the collaborator API does', async () => {
  await using github = await start();
  github.state.permissions['ada'] = 'maintain';
  const of = async (login: string) => (await ask(github, 'GET', `/collaborators/${login}/permission`)).body;
  expect(await of('ada')).toMatchObject({ permission: 'write', role_name: 'maintain' });
  expect(await of('stranger')).toMatchObject({ permission: 'read' });
  github.state.private = true;
  expect(await of('stranger')).toMatchObject({ permission: 'none' });
});

test('lists come in pages with links to follow', async () => {
  await using github = await start();
  github.state.issues.push({ number: 1, title: 'T', body: '', author: 'ada' });
  const comment = {
    issue: 1,
    body: 'x',
    author: 'ada',
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
  };
  for (let id = 1; id <= 7; id++) github.state.comments.push({ ...comment, id });
  const url = `${github.apiUrl}/repos/octo/demo/issues/1/comments?per_page=3&page=2`;
  const response = await fetch(url, { headers: { authorization: `token ${TOKEN}` } });
  const pageUrl = (page: number) => url.replace(/&page=2$/, `&page=${page}`);
  expect(response.headers.get('link')).toBe(
    `<${pageUrl(3)}>; rel="next", <${pageUrl(3)}>; rel="last", <${pageUrl(1)}>; rel="prev", <${pageUrl(1)}>; rel="first"`,
  );
  expect(((await response.json()) as { id: number }[]).map((item) => item.id)).toEqual([4, 5, 6]);
});

test.each([
  ['an unknown operation', 'GET', '/no/such/thing', undefined, 'no such operation'],
  ['a missing field', 'POST', '/pulls', { head: 'a' }, "body must have required property 'base'"],
  [
    'a field GitHub would ignore',
    'PATCH',
    '/pulls/1',
    { draft: false },
    'the body has draft, which is not described',
  ],
  ['a wrong type', 'POST', '/issues/1/labels', { labels: [1] }, 'must be string'],
  ['an unknown filter', 'GET', '/pulls?branch=x', undefined, 'the query has branch, which is not described'],
  ['an unknown value', 'GET', '/pulls?state=merged', undefined, 'must be equal to one of the allowed values'],
  ['a page that is too long', 'GET', '/pulls?per_page=101', undefined, 'per_page is above 100'],
  ['a number that is none', 'GET', '/pulls/one', undefined, 'pull_number must be integer'],
])('%s is answered 500 and recorded', async (_what, method, path, body, complaint) => {
  await using github = await start();
  const answer = await ask(github, method, path, body);
  expect(answer.status).toBe(500);
  expect(github.violations).toEqual([expect.stringContaining(complaint)]);
});

test('a body that is no JSON is answered 500 and recorded', async () => {
  await using github = await start();
  const response = await fetch(`${github.apiUrl}/repos/octo/demo/pulls`, { method: 'POST', body: '{"head"' });
  expect(response.status).toBe(500);
  expect(github.violations).toEqual(['POST /repos/octo/demo/pulls: the body is no JSON']);
  expect(github.requests).toMatchObject([{ body: '{"head"', status: 500 }]);
});

test('a push whose connection breaks leaves no branch behind', async () => {
  await using github = await start();
  await using checkout = await checkOut(github);
  github.faults.push({ kind: 'hang-up', on: 'git/push' });
  await expect(checkout.git('push', 'origin', 'main:other')).rejects.toThrow(
    /Empty reply|unexpected|hung up/i,
  );
  expect(await github.git.branch('other')).toBeUndefined();
});

test('faults come in order, as often as they are meant to', async () => {
  await using github = await start();
  github.faults.push(
    { kind: 'server-error', on: 'repos/get', times: 2 },
    { kind: 'slow', on: 'repos/get', value: 1 },
  );
  const statuses = [];
  for (let i = 0; i < 4; i++) statuses.push((await ask(github, 'GET', '')).status);
  expect(statuses).toEqual([502, 502, 200, 200]);
  expect(github.requests.map((request) => request.status)).toEqual([502, 502, 200, 200]);
});
