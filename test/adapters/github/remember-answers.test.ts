import { expect, test } from 'vitest';
import { createPulls } from '../../../src/adapters/github/create-pulls.ts';
import { FakeCache } from '../../fakes/fake-cache.ts';
import { accessTo, commitOn, startSeededGitHub } from './github-under-test.ts';

const BRANCH = 'openspec/a/1';
const TEXT = { branch: BRANCH, base: 'main', title: 'T', body: 'B', draft: false, labels: [], reviewers: [] };

async function scene() {
  const github = await startSeededGitHub();
  await commitOn(github.git, BRANCH, 'main');
  const access = accessTo(github, { cache: new FakeCache() });
  return { github, access, statuses: () => github.requests.map(({ status }) => status) };
}

test('what has not changed is not sent again, page by page', async () => {
  const { github, access, statuses } = await scene();
  await createPulls(access).ensure(TEXT, undefined);
  const [first] = github.state.pulls;
  if (!first) throw new Error('no pull request');
  for (let number = 2; number <= 150; number++) github.state.pulls.push({ ...first, number });
  const listed = await createPulls(access).listOpen('openspec/');
  github.requests.length = 0;
  expect(await createPulls(access).listOpen('openspec/')).toEqual(listed);
  expect(listed).toHaveLength(150);
  expect(statuses()).toEqual([304, 304]);
  await github.close();
});

test('what has changed is sent, and another token finds nothing that was kept', async () => {
  const { github, access, statuses } = await scene();
  expect(await createPulls(access).find(BRANCH)).toBeUndefined();
  expect(await createPulls(access).find(BRANCH)).toBeUndefined();
  expect(statuses()).toEqual([200, 304]);
  await createPulls(access).ensure(TEXT, undefined);
  github.requests.length = 0;
  expect(await createPulls(access).find(BRANCH)).toMatchObject({ number: 1 });
  github.state.token = 'other';
  expect(await createPulls({ ...access, token: 'other' }).find(BRANCH)).toMatchObject({ number: 1 });
  expect(statuses()).toEqual([200, 200]);
  await github.close();
});
