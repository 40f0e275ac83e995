import { expect, test } from 'vitest';
import type { Environment } from '../../src/entry/environment.ts';
import { type AccessRequest, githubAccess } from '../../src/entry/github-access.ts';
import type { ProgressEvent } from '../../src/ports/progress.ts';

function access(env: Environment, over: Partial<AccessRequest> = {}, events: ProgressEvent[] = []) {
  return githubAccess({
    env,
    repository: 'ada/timer',
    token: 'secret',
    progress: { emit: (event) => void events.push(event) },
    signal: new AbortController().signal,
    ...over,
  });
}

test.each([
  ['nothing', undefined, 'https://github.com', 'https://api.github.com'],
  ['github.com', 'https://github.com/', 'https://github.com', 'https://api.github.com'],
  [
    'an Enterprise Server',
    'https://git.acme.example',
    'https://git.acme.example',
    'https://git.acme.example/api/v3',
  ],
  [
    'a server below a path',
    'http://[::1]:3000/git/',
    'http://[::1]:3000/git',
    'http://[::1]:3000/git/api/v3',
  ],
  ['data residency', 'https://acme.ghe.com', 'https://acme.ghe.com', 'https://api.acme.ghe.com'],
])('%s as origin gives its server and API', (_, server, serverUrl, apiUrl) => {
  expect(access({}, server === undefined ? {} : { server })).toMatchObject({
    serverUrl,
    apiUrl,
    owner: 'ada',
    repo: 'timer',
  });
});

test('the environment of a workflow comes before origin', () => {
  const env = { GITHUB_SERVER_URL: 'https://a.example/', GITHUB_API_URL: 'https://api.a.example' };
  expect(access(env, { server: 'https://b.example' })).toMatchObject({
    serverUrl: 'https://a.example',
    apiUrl: 'https://api.a.example',
  });
});

test.each([undefined, '', 'ada', 'ada/', '/timer', 'ada/timer/more'])('%j is no owner/repo', (repository) => {
  expect(() => access({}, { repository })).toThrow(
    `GITHUB_REPOSITORY is ${JSON.stringify(repository ?? '')}, not owner/repo`,
  );
});

test.each([undefined, ''])('without a token (%j) it says where one goes', (token) => {
  expect(() => access({}, { token })).toThrow(/the input token, or the variable GITHUB_TOKEN/);
});

test('waiting and notices of the adapter reach the user', () => {
  const events: ProgressEvent[] = [];
  const made = access({}, {}, events);
  made.onWait?.('waiting 3 s');
  made.onNotice?.('nearly used up');
  expect(events).toEqual([
    { kind: 'run', text: 'waiting 3 s' },
    { kind: 'warning', text: 'nearly used up' },
  ]);
});
