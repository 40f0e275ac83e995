import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createPulls } from '../../../src/adapters/github/create-pulls.ts';
import { describeRepository } from '../../../src/adapters/github/describe-repository.ts';
import type { GitHubAccess } from '../../../src/adapters/github/github-access.ts';
import { Fault } from '../../../src/core/fault.ts';
import type { PullText } from '../../../src/ports/pulls.ts';
import type { ScriptedFault } from '../../fakes/github/scripted-fault.ts';
import type { FakeGitHub } from '../../fakes/github/start-github.ts';
import { accessTo, commitOn, startSeededGitHub, TOKEN } from './github-under-test.ts';

const TEXT: PullText = {
  branch: 'openspec/greet/1.1',
  base: 'main',
  title: 'greet 1.1',
  body: 'Proof.',
  draft: false,
  labels: [],
  reviewers: [],
};

/** The fault that opening a pull request ends in. */
async function failOpening(
  prepare: (github: FakeGitHub) => void,
  more: { text?: Partial<PullText>; access?: Partial<GitHubAccess> } = {},
): Promise<Fault> {
  await using github = await startSeededGitHub();
  await commitOn(github.git, TEXT.branch, 'main');
  prepare(github);
  const ended = await createPulls(accessTo(github, more.access))
    .ensure({ ...TEXT, ...more.text }, undefined)
    .catch((error: unknown) => error);
  if (!(ended instanceof Fault)) throw ended;
  expect(ended.exit).toBe(5);
  return ended;
}

const opening = (fault: ScriptedFault) => (github: FakeGitHub) => {
  github.faults.push({ on: 'pulls/create', ...fault });
};

test('a bad token is refused by name', async () => {
  const fault = await failOpening((github) => {
    github.state.token = 'another';
  });
  expect(fault.code).toBe('github-refused');
  expect(fault.message).toMatchInlineSnapshot(
    `"GitHub refused the token: 401 Bad credentials while opening the pull request for openspec/greet/1.1. Give the job contents: write and pull-requests: write, or pass a token that has them."`,
  );
});

test('a token without the permission is told which one, as a workflow writes it', async () => {
  const fault = await failOpening(opening({ kind: 'missing-permission' }));
  expect(fault.code).toBe('github-refused');
  expect(fault.message).toMatchInlineSnapshot(
    `"GitHub refused the token: 403 Resource not accessible by integration while opening the pull request for openspec/greet/1.1; it needs pull-requests: write. Give the job contents: write and pull-requests: write, or pass a token that has them."`,
  );
});

test('a repository that does not exist, or is hidden from the token, is named', async () => {
  const fault = await failOpening((github) => github.faults.push({ kind: 'not-found' }));
  expect(fault.code).toBe('github-not-found');
  expect(fault.message).toMatchInlineSnapshot(
    `"GitHub does not know octo/demo (asked while opening the pull request for openspec/greet/1.1), or the token may not see it. Check the repository name and the permissions of the token."`,
  );
});

test('an archived repository says how to open it', async () => {
  const fault = await failOpening((github) => {
    github.state.archived = true;
  });
  expect(fault.code).toBe('github-archived');
  expect(fault.message).toMatchInlineSnapshot(
    `"octo/demo is archived, so nothing can be written to it. Unarchive it under Settings, General, Danger Zone."`,
  );
});

test('a used-up limit names the time it opens again', async () => {
  const fault = await failOpening(opening({ kind: 'primary-limit', value: 1_795_000_000 }));
  expect(fault.code).toBe('github-rate-limited');
  expect(fault.message).toMatchInlineSnapshot(
    `"GitHub's rate limit is used up: it opens again at 2026-11-18T11:06:40Z. Wait for the named time and run again; finished work is kept."`,
  );
});

test('a secondary limit names the time until which to pause', async () => {
  const fault = await failOpening(opening({ kind: 'secondary-limit', value: 60 }));
  expect(fault.code).toBe('github-rate-limited');
  expect(fault.message.replace(/\d{4}-.*Z/, '<time>')).toMatchInlineSnapshot(
    `"GitHub's rate limit is used up: GitHub asks for a pause until <time> (secondary limit). Wait for the named time and run again; finished work is kept."`,
  );
});

test('an hour of waiting is not waited for, even when pauses are', async () => {
  const reset = Math.floor(Date.now() / 1000) + 3600;
  const fault = await failOpening(opening({ kind: 'primary-limit', value: reset }), {
    access: { throttle: true },
  });
  expect(fault.code).toBe('github-rate-limited');
});

test('a short pause is waited for and told, then the work goes on', async () => {
  await using github = await startSeededGitHub();
  await commitOn(github.git, TEXT.branch, 'main');
  github.faults.push({ kind: 'secondary-limit', on: 'pulls/create', value: 1, times: 1 });
  const waits: string[] = [];
  const pulls = createPulls(accessTo(github, { throttle: true, onWait: (text) => waits.push(text) }));
  expect((await pulls.ensure(TEXT, undefined)).kind).toBe('opened');
  expect(waits).toEqual(['GitHub asks for a pause of 1 s (secondary rate limit).']);
});

test('an aborted run does not sit out a pause', async () => {
  await using github = await startSeededGitHub();
  await commitOn(github.git, TEXT.branch, 'main');
  github.faults.push({ kind: 'secondary-limit', on: 'pulls/create', value: 100 });
  const abort = new AbortController();
  const reason = new Error('SIGTERM');
  const pulls = createPulls(
    accessTo(github, { throttle: true, signal: abort.signal, onWait: () => abort.abort(reason) }),
  );
  await expect(pulls.ensure(TEXT, undefined)).rejects.toBe(reason);
  await expect(pulls.find(TEXT.branch)).rejects.toBe(reason);
});

test('one 502 is retried, and nobody notices', async () => {
  await using github = await startSeededGitHub();
  await commitOn(github.git, TEXT.branch, 'main');
  github.faults.push({ kind: 'server-error', times: 1 });
  const published = await createPulls(accessTo(github)).ensure(TEXT, undefined);
  expect(published.kind).toBe('opened');
  expect(github.requests.map((request) => request.status)).toEqual([502, 201]);
});

test('an answer lost after the pull request was opened does not open a second one', async () => {
  await using github = await startSeededGitHub();
  await commitOn(github.git, TEXT.branch, 'main');
  github.faults.push({ kind: 'hang-up', on: 'pulls/create', times: 1 });
  const published = await createPulls(accessTo(github)).ensure(TEXT, undefined);
  expect(published).toMatchObject({ kind: 'unchanged', pull: { number: 1 } });
  expect(github.state.pulls).toHaveLength(1);
});

test('a GitHub that stays broken is named with its status', async () => {
  const fault = await failOpening(opening({ kind: 'server-error', value: 503 }));
  expect(fault.code).toBe('github-failed');
  expect(fault.message).toMatchInlineSnapshot(
    `"GitHub failed: 503 Server Error while opening the pull request for openspec/greet/1.1, retries included. See githubstatus.com and run again; finished work is kept."`,
  );
});

test('the unicorn page is not quoted', async () => {
  const fault = await failOpening(opening({ kind: 'web-page' }));
  expect(fault.code).toBe('github-failed');
  expect(fault.message).toMatchInlineSnapshot(
    `"GitHub failed: 502 (a web page) while opening the pull request for openspec/greet/1.1, retries included. See githubstatus.com and run again; finished work is kept."`,
  );
});

test('a web page in place of the API points at GITHUB_API_URL', async () => {
  const fault = await failOpening(opening({ kind: 'web-page', value: 200 }));
  expect(fault.code).toBe('github-failed');
  expect(fault.message.replace(/:\d+/, ':<port>')).toMatchInlineSnapshot(
    `"GitHub failed: http://127.0.0.1:<port>/api/v3 sent a web page or a cut answer instead of JSON, check GITHUB_API_URL. See githubstatus.com and run again; finished work is kept."`,
  );
});

test('a cut answer is a failure, not an empty pull request', async () => {
  await using github = await startSeededGitHub();
  github.faults.push({ kind: 'cut', on: 'pulls/list' });
  await expect(createPulls(accessTo(github)).find('x')).rejects.toMatchObject({ code: 'github-failed' });
});

test('a silent server is given up on', async () => {
  const fault = await failOpening(opening({ kind: 'silent' }), { access: { answerSeconds: 0.05 } });
  expect(fault.code).toBe('github-failed');
  expect(fault.message.replace(/:\d+/, ':<port>')).toMatchInlineSnapshot(
    `"GitHub failed: http://127.0.0.1:<port>/api/v3 cannot be reached (no answer in time). See githubstatus.com and run again; finished work is kept."`,
  );
});

test('a server that is not there is named by its address', async () => {
  const gone = await startSeededGitHub();
  await gone.close();
  const fault = await createPulls(accessTo(gone))
    .find(TEXT.branch)
    .catch((error: unknown) => error);
  expect(String(fault).replaceAll(/:\d+/g, ':<port>')).toMatchInlineSnapshot(
    `"Fault: GitHub failed: http://127.0.0.1:<port>/api/v3 cannot be reached (connect ECONNREFUSED 127.0.0.1:<port>). See githubstatus.com and run again; finished work is kept."`,
  );
});

test('a base that GitHub does not have is said', async () => {
  const fault = await failOpening(() => {}, { text: { base: 'release' } });
  expect(fault.code).toBe('github-rejected');
  expect(fault.message).toMatchInlineSnapshot(
    `"GitHub did not accept the request: the base branch release does not exist in octo/demo. Correct what the sentence names and run again; finished branches stay pushed."`,
  );
});

test('a branch that was not pushed is said', async () => {
  const fault = await failOpening(() => {}, { text: { branch: 'openspec/none' } });
  expect(fault.message).toMatchInlineSnapshot(
    `"GitHub did not accept the request: the branch openspec/none is not pushed to octo/demo. Correct what the sentence names and run again; finished branches stay pushed."`,
  );
});

test('a new base that GitHub does not have is said, and nothing is changed', async () => {
  await using github = await startSeededGitHub();
  await commitOn(github.git, TEXT.branch, 'main');
  const pulls = createPulls(accessTo(github));
  await pulls.ensure(TEXT, undefined);
  const moved = pulls.ensure({ ...TEXT, title: 'New', base: 'release' }, await pulls.find(TEXT.branch));
  await expect(moved).rejects.toThrow('the base branch release does not exist in octo/demo.');
  expect(await pulls.find(TEXT.branch)).toMatchObject({ title: TEXT.title, base: 'main' });
});

test('a branch that adds nothing to its base is said', async () => {
  const fault = await failOpening(() => {}, { text: { base: TEXT.branch } });
  expect(fault.code).toBe('github-rejected');
  expect(fault.message).toMatchInlineSnapshot(
    `"GitHub did not accept the request: No commits between openspec/greet/1.1 and openspec/greet/1.1 while opening the pull request for openspec/greet/1.1. Correct what the sentence names and run again; finished branches stay pushed."`,
  );
});

test('a body above 65,536 characters is said', async () => {
  const fault = await failOpening(() => {}, { text: { body: 'x'.repeat(65_537) } });
  expect(fault.message).toMatchInlineSnapshot(
    `"GitHub did not accept the request: body is too long (maximum is 65536 characters) while opening the pull request for openspec/greet/1.1. Correct what the sentence names and run again; finished branches stay pushed."`,
  );
});

test('a server that sends the token back does not get it into a fault', async () => {
  const server = createServer((request, response) => {
    response.writeHead(422, { 'content-type': 'application/json' });
    const said = `${request.headers.authorization}\n::error::${TOKEN}`;
    response.end(JSON.stringify({ message: said, errors: [said, { message: said, field: TOKEN }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const access = {
    apiUrl,
    serverUrl: apiUrl,
    owner: 'o',
    repo: 'r',
    token: TOKEN,
    userAgent: 'test',
    throttle: false,
  };
  const fault = await describeRepository(access).catch((error: unknown) => error);
  server.close();
  expect(fault).toBeInstanceOf(Fault);
  expect(inspect(fault, { depth: 9, showHidden: true })).not.toContain(TOKEN);
  expect(String(fault)).not.toContain('\n');
});

test('the repository tells its default branch and whether it is archived', async () => {
  await using github = await startSeededGitHub();
  Object.assign(github.state, { defaultBranch: 'trunk', archived: true });
  expect(await describeRepository(accessTo(github))).toEqual({ defaultBranch: 'trunk', archived: true });
});
