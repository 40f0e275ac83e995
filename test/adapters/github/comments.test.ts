import { expect, test } from 'vitest';
import { createComments } from '../../../src/adapters/github/create-comments.ts';
import { createPulls } from '../../../src/adapters/github/create-pulls.ts';
import { createReviews } from '../../../src/adapters/github/create-reviews.ts';
import { testComments } from '../../contract/comments.ts';
import { textFor } from '../../contract/pulls.ts';
import { testReviews } from '../../contract/reviews.ts';
import { nextId } from '../../fakes/github/github-state.ts';
import type { FakeGitHub } from '../../fakes/github/start-github.ts';
import { accessTo, commitOn, startSeededGitHub } from './github-under-test.ts';

const BRANCH = 'openspec/greet/1.1';

async function startWithIssue(): Promise<FakeGitHub> {
  const github = await startSeededGitHub();
  github.state.permissions['ada'] = 'maintain';
  github.state.issues.push({ number: 1, title: 'Greet', body: '', author: 'eve' });
  return github;
}

async function startWithPull(): Promise<FakeGitHub> {
  const github = await startSeededGitHub();
  await commitOn(github.git, BRANCH, 'main');
  await createPulls(accessTo(github)).ensure(textFor({ branch: BRANCH }), undefined);
  return github;
}

async function close(github: FakeGitHub): Promise<void> {
  await github.close();
  expect(github.violations).toEqual([]);
}

testComments('the GitHub adapter', async () => {
  const github = await startWithIssue();
  const { state } = github;
  const at = '2026-11-02T10:00:00Z';
  return {
    comments: createComments(accessTo(github)),
    say: (author, body) => {
      const id = nextId(state);
      state.comments.push({ id, issue: 1, body, author, createdAt: at, updatedAt: at });
      return id;
    },
    remove: (id) =>
      void state.comments.splice(
        state.comments.findIndex((one) => one.id === id),
        1,
      ),
    reactions: (id) => state.reactions.filter(({ target }) => target === id).map(({ content }) => content),
    [Symbol.asyncDispose]: () => close(github),
  };
});

testReviews('the GitHub adapter', async () => {
  const github = await startWithPull();
  const { state } = github;
  const head = state.pulls[0]?.headSha ?? '';
  return {
    reviews: createReviews(accessTo(github)),
    head,
    remark: ({ author, path, line, body }) =>
      void state.reviewComments.push({
        id: state.reviewComments.length + 1,
        pull: 1,
        ...{ author, path, body },
        line: line ?? null,
        wholeFile: line === undefined,
      }),
    fail: (check) => void state.checks.push({ id: 1, commit: head, conclusion: 'failure', ...check }),
    [Symbol.asyncDispose]: () => close(github),
  };
});

test('every role of write and above may command, the roles below and strangers may not', async () => {
  const github = await startWithIssue();
  const comments = createComments(accessTo(github));
  const roles = ['admin', 'maintain', 'write', 'triage', 'read'] as const;
  for (const role of roles) github.state.permissions[role] = role;
  const may = await Promise.all([...roles, 'stranger'].map((login) => comments.mayWrite(login)));
  expect(may).toEqual([true, true, true, false, false, false]);
  await close(github);
});

test('comments over several pages are all listed', async () => {
  const github = await startWithIssue();
  const at = '2026-11-02T10:00:00Z';
  for (let id = 1; id <= 250; id += 1)
    github.state.comments.push({ id, issue: 1, body: `${id}`, author: 'eve', createdAt: at, updatedAt: at });
  expect(await createComments(accessTo(github)).list(1)).toHaveLength(250);
  await close(github);
});

test('outdated remarks, and those of programs and of deleted people, are left out', async () => {
  const github = await startWithPull();
  const remark = { pull: 1, path: 'src/lib.rs', line: 3, author: 'ada', body: 'Why?' };
  github.state.reviewComments.push(
    { ...remark, id: 1, line: null },
    { ...remark, id: 2, author: 'linter[bot]' },
    { ...remark, id: 3, author: null },
    { ...remark, id: 4 },
  );
  expect(await createReviews(accessTo(github)).remarks(1)).toEqual([
    { author: 'ada', path: 'src/lib.rs', line: 3, body: 'Why?' },
  ]);
  await close(github);
});

test('a pull request from a fork is known as one, and checks that run or succeeded did not fail', async () => {
  const github = await startWithPull();
  const [pull] = github.state.pulls;
  const commit = pull?.headSha ?? '';
  if (pull) pull.fork = 'eve/demo';
  github.state.checks.push(
    { id: 1, commit, name: 'lint', conclusion: 'success' },
    { id: 2, commit, name: 'slow', conclusion: null },
    { id: 3, commit, name: 'late', conclusion: 'timed_out' },
  );
  const reviews = createReviews(accessTo(github));
  expect(await reviews.pull(1)).toMatchObject({ isFork: true });
  expect(await reviews.failedChecks(commit)).toEqual([{ name: 'late', title: '', summary: '' }]);
  await close(github);
});
