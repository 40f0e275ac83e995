import { expect, test } from 'vitest';
import { createSignedCommits } from '../../../src/adapters/github/create-signed-commits.ts';
import { accessTo, commitOn, startSeededGitHub, TOKEN } from './github-under-test.ts';

const bytes = new TextEncoder().encode('one\n');

test('a tree that is not what was judged is no commit', async () => {
  await using github = await startSeededGitHub();
  const parent = (await github.git.branch('main')) ?? '';
  const baseTree = await github.git.git('rev-parse', `${parent}^{tree}`);
  const judged = '1'.repeat(40);
  const order = { tree: judged, parents: [parent], message: 'Add', baseTree };
  const create = createSignedCommits(accessTo(github)).create({
    ...order,
    changes: [{ path: 'a.txt', mode: '100644', bytes }],
  });
  await expect(create).rejects.toMatchObject({ code: 'github-failed' });
  await expect(create).rejects.toThrow(/it made the tree [0-9a-f]{40} of what was judged as 1{40}\. /);
  expect(github.requests.some(({ path }) => path.endsWith('/git/commits'))).toBe(false);
  expect(github.violations).toEqual([]);
});

test('who made the commit is left to GitHub, which signs nothing else', async () => {
  await using github = await startSeededGitHub();
  const parent = (await github.git.branch('main')) ?? '';
  const baseTree = await github.git.git('rev-parse', `${parent}^{tree}`);
  const signed = createSignedCommits(accessTo(github));
  const order = { tree: baseTree, parents: [parent], message: 'Add', baseTree, changes: [] };
  const commit = await signed.create(order);
  const asked = github.requests.find(({ path }) => path.endsWith('/git/commits'));
  expect(asked?.body).toEqual({ message: 'Add', tree: baseTree, parents: [parent] });
  expect(await github.git.git('log', '-1', '--format=%an %ce', commit)).toBe(
    'github-actions[bot] noreply@github.com',
  );
});

test('a branch moves on only to what stands on it', async () => {
  await using github = await startSeededGitHub();
  const signed = createSignedCommits(accessTo(github));
  const side = await commitOn(github.git, 'side', 'main');
  const tip = await commitOn(github.git, 'main');
  await expect(signed.fastForward('main', side)).rejects.toMatchObject({
    code: 'branch-moved',
    at: 'main (Update is not a fast forward)',
  });
  await expect(signed.createBranch('main', side)).rejects.toMatchObject({
    code: 'branch-moved',
    at: 'main (Reference already exists)',
  });
  await expect(signed.fastForward('gone', side)).rejects.toMatchObject({ code: 'branch-moved' });
  expect(await github.git.branch('main')).toBe(tip);
});

test.each([
  ['git/create-blob', 'sending a.txt'],
  ['git/create-tree', 'making the tree of the commit'],
  ['git/create-commit', 'making the commit'],
])('a token that may not do %s is told what it needs', async (on, what) => {
  await using github = await startSeededGitHub();
  const parent = (await github.git.branch('main')) ?? '';
  const tree = await github.git.git('rev-parse', `${parent}^{tree}`);
  const blobs = [{ path: 'a.txt', mode: '100644', bytes }];
  const changes = on === 'git/create-commit' ? [] : blobs;
  github.faults.push({ kind: 'missing-permission', on });
  const order = { tree, parents: [parent], message: 'Add', baseTree: tree, changes };
  const fault = await createSignedCommits(accessTo(github))
    .create(order)
    .catch((error) => error);
  expect(fault).toMatchObject({ code: 'github-refused' });
  expect(fault.at).toContain(`while ${what}; it needs contents: write`);
  expect(fault.message).not.toContain(TOKEN);
});
