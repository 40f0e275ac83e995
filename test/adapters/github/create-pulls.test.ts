import { expect, test } from 'vitest';
import { createPulls } from '../../../src/adapters/github/create-pulls.ts';
import { FAILED_LABEL } from '../../../src/core/pulls/failed-label.ts';
import type { Pulls, PullText } from '../../../src/ports/pulls.ts';
import type { FakeGitHub } from '../../fakes/github/start-github.ts';
import { accessTo, commitOn, startSeededGitHub } from './github-under-test.ts';

const BRANCH = 'openspec/greet/1.1-say-hello';
const TEXT: PullText = {
  branch: BRANCH,
  base: 'main',
  title: 'greet 1.1: Say hello',
  body: 'Proof.',
  draft: false,
  labels: ['openspec-complete'],
  reviewers: [],
};

interface Scene extends AsyncDisposable {
  readonly github: FakeGitHub;
  readonly pulls: Pulls;
  readonly notices: string[];
}

/** The adapter before a GitHub on which the branch is pushed. */
async function scene(): Promise<Scene> {
  const github = await startSeededGitHub();
  await commitOn(github.git, BRANCH, 'main');
  const notices: string[] = [];
  const pulls = createPulls(accessTo(github, { onNotice: (text) => notices.push(text) }));
  return { github, pulls, notices, [Symbol.asyncDispose]: () => github.close() };
}

function writes(github: FakeGitHub): string[] {
  return github.requests
    .filter((request) => request.method !== 'GET')
    .map((request) => `${request.method} ${request.path}`);
}

test('opening costs one request for the text and one for the labels, as the workflow bot', async () => {
  await using at = await scene();
  await at.pulls.ensure(TEXT, undefined);
  expect(writes(at.github)).toEqual(['POST /repos/octo/demo/pulls', 'POST /repos/octo/demo/issues/1/labels']);
  expect(at.github.requests[0]?.body).toEqual({
    head: BRANCH,
    base: 'main',
    title: TEXT.title,
    body: TEXT.body,
    draft: false,
  });
  expect(at.github.state.pulls[0]?.author).toBe('github-actions[bot]');
  expect(at.github.violations).toEqual([]);
});

test('an update sends only what differs', async () => {
  await using at = await scene();
  await at.pulls.ensure(TEXT, undefined);
  await at.pulls.ensure({ ...TEXT, body: 'More.' }, await at.pulls.find(BRANCH));
  expect(at.github.requests.at(-1)).toMatchObject({ method: 'PATCH', body: { body: 'More.' }, status: 200 });
});

test('line ends that the web page changed are no difference', async () => {
  await using at = await scene();
  await at.pulls.ensure({ ...TEXT, body: 'one\ntwo\n' }, undefined);
  Object.assign(at.github.state.pulls[0] ?? {}, { body: 'one\r\ntwo' });
  const published = await at.pulls.ensure({ ...TEXT, body: 'one\ntwo\n' }, await at.pulls.find(BRANCH));
  expect(published.kind).toBe('unchanged');
});

test('when Actions may not open pull requests, a compare link and the setting say what to do', async () => {
  await using at = await scene();
  at.github.faults.push({ kind: 'forbid-pulls', on: 'pulls/create' });
  expect(await at.pulls.ensure(TEXT, undefined)).toEqual({
    kind: 'forbidden',
    compareUrl: `${at.github.serverUrl}/octo/demo/compare/main...openspec/greet/1.1-say-hello?expand=1`,
    setting: `Turn on "Allow GitHub Actions to create and approve pull requests" under Settings, Actions, General, Workflow permissions (${at.github.serverUrl}/octo/demo/settings/actions); an organization may have to allow it first.`,
  });
  expect(await at.github.git.branch(BRANCH)).toBeDefined();
});

test('a failed draft that holds now loses its label, stays a draft, and a person is told so', async () => {
  await using at = await scene();
  await at.pulls.ensure({ ...TEXT, draft: true, labels: [...TEXT.labels, FAILED_LABEL] }, undefined);
  const published = await at.pulls.ensure(TEXT, await at.pulls.find(BRANCH));
  expect(published).toMatchObject({ kind: 'updated', pull: { draft: true, labels: TEXT.labels } });
  expect(at.notices).toEqual([
    `Pull request #1 holds now but is still a draft: press "Ready for review" at ${at.github.serverUrl}/octo/demo/pull/1.`,
  ]);
  expect((await at.pulls.ensure(TEXT, await at.pulls.find(BRANCH))).kind).toBe('unchanged');
  expect(at.github.violations).toEqual([]);
});

test('where the plan has no drafts the pull request is opened all the same, and a notice says so', async () => {
  await using at = await scene();
  at.github.state.drafts = false;
  const published = await at.pulls.ensure({ ...TEXT, draft: true, labels: [FAILED_LABEL] }, undefined);
  expect(published).toMatchObject({ kind: 'opened', pull: { draft: false, labels: [FAILED_LABEL] } });
  expect(at.notices).toEqual([
    `The pull request for ${BRANCH} is not a draft: this repository's GitHub plan has no drafts.`,
  ]);
});

test('a pull request that another run opened a moment ago is updated, not doubled', async () => {
  await using at = await scene();
  await at.pulls.ensure(TEXT, undefined);
  const published = await at.pulls.ensure({ ...TEXT, title: 'Second' }, undefined);
  expect(published).toMatchObject({ kind: 'updated', pull: { number: 1, title: 'Second' } });
  expect(at.github.state.pulls).toHaveLength(1);
});

test('a run that died after opening is finished by the next one', async () => {
  await using at = await scene();
  at.github.state.permissions['ada'] = 'write';
  at.github.faults.push({ kind: 'server-error', on: 'pulls/request-reviewers', times: 4 });
  const wanted = { ...TEXT, reviewers: ['ada'] };
  await expect(at.pulls.ensure(wanted, undefined)).rejects.toMatchObject({ code: 'github-failed' });
  await at.pulls.ensure(wanted, await at.pulls.find(BRANCH));
  expect(at.github.state.pulls).toMatchObject([{ labels: TEXT.labels, reviewers: ['ada'] }]);
});

test('a label that someone else takes off first is gone, and that is what was wanted', async () => {
  await using at = await scene();
  await at.pulls.ensure({ ...TEXT, labels: [FAILED_LABEL] }, undefined);
  const stale = await at.pulls.find(BRANCH);
  Object.assign(at.github.state.pulls[0] ?? {}, { labels: [] });
  const published = await at.pulls.ensure({ ...TEXT, labels: [] }, stale);
  expect(published).toMatchObject({ kind: 'updated', pull: { labels: [] } });
});

test('labels are compared as GitHub does, without case', async () => {
  await using at = await scene();
  await at.pulls.ensure({ ...TEXT, labels: ['OpenSpec-Complete'] }, undefined);
  expect((await at.pulls.ensure(TEXT, await at.pulls.find(BRANCH))).kind).toBe('unchanged');
});

test('reviewers and teams are requested once: who was taken off by a person is not asked again', async () => {
  await using at = await scene();
  at.github.state.permissions['ada'] = 'write';
  const wanted = { ...TEXT, reviewers: ['@ada', 'octo/Engines'] };
  await at.pulls.ensure(wanted, undefined);
  expect(at.github.state.pulls).toMatchObject([{ reviewers: ['ada'], teams: ['engines'] }]);
  Object.assign(at.github.state.pulls[0] ?? {}, { reviewers: [], teams: [] });
  expect((await at.pulls.ensure(wanted, await at.pulls.find(BRANCH))).kind).toBe('unchanged');
  expect(at.github.state.pulls).toMatchObject([{ reviewers: [], teams: [] }]);
  expect(at.github.violations).toEqual([]);
});

test('a reviewer named later is requested then, and that is an update', async () => {
  await using at = await scene();
  at.github.state.permissions['ada'] = 'write';
  await at.pulls.ensure(TEXT, undefined);
  const published = await at.pulls.ensure({ ...TEXT, reviewers: ['ada'] }, await at.pulls.find(BRANCH));
  expect(published.kind).toBe('updated');
  expect(at.github.state.pulls).toMatchObject([{ reviewers: ['ada'] }]);
});

test('a reviewer that GitHub refuses does not cost the pull request', async () => {
  await using at = await scene();
  const published = await at.pulls.ensure({ ...TEXT, reviewers: ['nobody'] }, undefined);
  expect(published).toMatchObject({ kind: 'opened', pull: { labels: TEXT.labels } });
  expect(at.notices[0]).toMatch(
    /^Pull request #1 is there without its reviewers: 422 Reviews may only be requested from collaborators/,
  );
});

test('a closed pull request is left alone; ensuring anew opens a second one, which is then the newest', async () => {
  await using at = await scene();
  await at.pulls.ensure(TEXT, undefined);
  Object.assign(at.github.state.pulls[0] ?? {}, { state: 'closed' });
  await at.pulls.ensure({ ...TEXT, title: 'Again' }, await at.pulls.find(BRANCH));
  expect(await at.pulls.find(BRANCH)).toMatchObject({ number: 2, title: 'Again', state: 'open' });
  expect(at.github.state.pulls[0]).toMatchObject({ state: 'closed', title: TEXT.title });
});

test('a merged pull request is found as merged', async () => {
  await using at = await scene();
  await at.pulls.ensure(TEXT, undefined);
  await at.github.git.git('update-ref', 'refs/heads/main', `refs/heads/${BRANCH}`);
  expect(await at.pulls.find(BRANCH)).toMatchObject({ state: 'merged' });
});

test('250 open pull requests are listed with three requests', async () => {
  await using at = await scene();
  await at.pulls.ensure(TEXT, undefined);
  const [first] = at.github.state.pulls;
  if (!first) throw new Error('no pull request');
  for (let number = 2; number <= 250; number++) at.github.state.pulls.push({ ...first, number });
  at.github.requests.length = 0;
  expect(await at.pulls.listOpen('openspec/')).toHaveLength(250);
  expect(at.github.requests.map((request) => request.path.replace(/.*&page=/, ''))).toHaveLength(3);
});

test('the pull requests of many branches are found with a number of requests that does not grow', async () => {
  await using at = await scene();
  await at.pulls.ensure(TEXT, undefined);
  const [first] = at.github.state.pulls;
  if (!first) throw new Error('no pull request');
  for (let number = 2; number <= 150; number++)
    at.github.state.pulls.push({ ...first, number, head: `openspec/many/${number}`, state: 'closed' });
  at.github.requests.length = 0;
  const found = [];
  for (let number = 2; number <= 150; number++) found.push(await at.pulls.find(`openspec/many/${number}`));
  expect(found.map((pull) => pull?.number)).toEqual(Array.from({ length: 149 }, (_, at) => at + 2));
  expect(await at.pulls.find('openspec/many/none')).toBeUndefined();
  expect(at.github.requests).toHaveLength(3 + 2);
});

test('a branch older than the thousand newest pull requests is still found', async () => {
  await using at = await scene();
  await at.pulls.ensure(TEXT, undefined);
  const [first] = at.github.state.pulls;
  if (!first) throw new Error('no pull request');
  for (let number = 2; number <= 1001; number++)
    at.github.state.pulls.push({ ...first, number, head: `openspec/many/${number}`, state: 'closed' });
  for (const number of [2, 3, 4, 5]) await at.pulls.find(`openspec/many/${number}`);
  at.github.requests.length = 0;
  expect(await at.pulls.find(TEXT.branch)).toMatchObject({ number: 1 });
  expect(at.github.requests).toHaveLength(1);
});
