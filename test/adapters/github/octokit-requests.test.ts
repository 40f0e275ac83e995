import nock from 'nock';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createPulls } from '../../../src/adapters/github/create-pulls.ts';
import { describeRepository } from '../../../src/adapters/github/describe-repository.ts';
import type { GitHubAccess } from '../../../src/adapters/github/github-access.ts';

const ACCESS: GitHubAccess = {
  apiUrl: 'https://ghes.example/api/v3/',
  serverUrl: 'https://ghes.example/',
  owner: 'Octo',
  repo: 'demo',
  token: 'ghs_token',
  userAgent: 'openspec-complete/0.1.0',
  throttle: false,
};
const BRANCH = 'openspec/greet/1.1';

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  expect(pending).toEqual([]);
});
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

function pull(number: number, more: object = {}): object {
  return {
    number,
    html_url: `https://ghes.example/Octo/demo/pull/${number}`,
    title: 'T',
    body: null,
    state: 'open',
    merged_at: null,
    labels: [],
    head: { ref: BRANCH, sha: 'a'.repeat(40), repo: { full_name: 'octo/demo' } },
    base: { ref: 'main', repo: { full_name: 'octo/demo' } },
    ...more,
  };
}

function refusal(status: number, message: string, headers: Record<string, string>) {
  nock('https://ghes.example').get('/api/v3/repos/Octo/demo').reply(status, { message }, headers);
  return expect(describeRepository(ACCESS)).rejects;
}

test('requests go to the API of a GitHub Enterprise Server, with token and user agent', async () => {
  nock('https://ghes.example', {
    reqheaders: { authorization: 'token ghs_token', 'user-agent': /^openspec-complete\/0\.1\.0/ },
  })
    .get('/api/v3/repos/Octo/demo/pulls')
    .query({ head: `Octo:${BRANCH}`, state: 'all', sort: 'created', direction: 'desc', per_page: 100 })
    .reply(200, [pull(3), pull(7), pull(5)]);
  expect(await createPulls(ACCESS).find(BRANCH)).toMatchObject({ number: 7, body: '', draft: false });
});

test('a fork with the same branch name is somebody else', async () => {
  const fork = { head: { ref: BRANCH, sha: 'b', repo: { full_name: 'octo/demo-fork' } } };
  const deletedFork = { head: { ref: BRANCH, sha: 'b', repo: null } };
  nock('https://ghes.example')
    .get(/pulls/)
    .times(2)
    .reply(200, [pull(9, fork), pull(8, deletedFork)]);
  const pulls = createPulls(ACCESS);
  expect(await pulls.find(BRANCH)).toBeUndefined();
  expect(await pulls.listOpen('openspec/')).toEqual([]);
});

test('a GitHub that ignores the head filter does not give away another pull request', async () => {
  nock('https://ghes.example')
    .get(/pulls/)
    .reply(200, [pull(9, { head: { ref: 'other', sha: 'b', repo: { full_name: 'octo/demo' } } })]);
  expect(await createPulls(ACCESS).find(BRANCH)).toBeUndefined();
});

test('links are encoded part by part, so that a hostile path stays a path', () => {
  const url = createPulls(ACCESS).lineUrl('0123abc', 'a b/#x?/täsks.md', 12);
  expect(url).toBe('https://ghes.example/Octo/demo/blob/0123abc/a%20b/%23x%3F/t%C3%A4sks.md#L12');
});

test('alternatives among permissions are told as alternatives', async () => {
  await refusal(403, 'Resource not accessible by personal access token', {
    'x-accepted-github-permissions': 'contents=read,pull_requests=write; issues=write',
  }).toThrow('; it needs contents: read and pull-requests: write or issues: write.');
});

test('a token that single sign-on holds back is told where to authorize it', async () => {
  await refusal(403, 'Resource protected by organization SAML enforcement', {
    'x-github-sso': 'required; url=https://ghes.example/orgs/octo/sso?authorization_request=1',
  }).toThrow(
    '; authorize the token for single sign-on at https://ghes.example/orgs/octo/sso?authorization_request=1.',
  );
});

test('a 429 with Retry-After is a limit, counted from the own clock of the answer', async () => {
  await refusal(429, 'Too many requests', {
    'retry-after': '90',
    date: 'Fri, 20 Nov 2026 10:00:00 GMT',
  }).toThrow('GitHub asks for a pause until 2026-11-20T10:01:30Z (secondary limit).');
});

test('a secondary limit without Retry-After asks for the documented minute', async () => {
  await refusal(403, 'You have triggered an abuse detection mechanism.', {
    date: 'Fri, 20 Nov 2026 10:00:00 GMT',
  }).toThrow('GitHub asks for a pause until 2026-11-20T10:01:00Z (secondary limit).');
});

test('times that no clock can show do not break the sentence', async () => {
  const absurd = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1e300', 'retry-after': '1e300' };
  await refusal(403, 'Slow down', { ...absurd, date: 'Fri, 20 Nov 2026 10:00:00 GMT' }).toThrow(
    'GitHub asks for a pause until 2027-11-20T10:00:00Z (secondary limit).',
  );
});

test('a very long message is cut', async () => {
  await refusal(400, `first\nsecond ${'x'.repeat(5000)}`, {}).toThrow(
    /^GitHub did not accept the request: 400 first second x{287}… while reading the repository\./,
  );
});
