import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGit } from '../../../src/adapters/git/git.ts';
import { createLineage } from '../../../src/adapters/git/lineage.ts';
import { openCheckout } from '../../../src/adapters/git/open-checkout.ts';
import { createGitProject, type GitProject } from '../../support/git-project.ts';

const git = createGit({ PATH: process.env['PATH'] });
let project: GitProject;
beforeEach(async () => {
  project = await createGitProject();
});
afterEach(() => project[Symbol.asyncDispose]());

async function open() {
  const tipOf = async (branch: string) =>
    (await project.git('for-each-ref', '--format=%(objectname)', `refs/heads/${branch}`)) || undefined;
  const own = { name: 'Bot', email: 'bot@example.com' };
  return createLineage(git, await openCheckout(git, project.root), { tipOf, own });
}
const bytes = (text: string) => new TextEncoder().encode(text);

test('a branch is told commit by commit along first parents, its own ones marked', async () => {
  const first = await project.commit({ a: '1' }, 'First');
  await project.git('checkout', '--quiet', '-b', 'side');
  await project.commit({ b: '1' }, 'Aside');
  await project.git('checkout', '--quiet', 'main');
  await project.commit({ c: '1' }, 'Main');
  await project.git('merge', '--quiet', '--no-ff', 'side', '-m', 'Merge\n\nWith\n\na body');
  const bot = ['-c', 'user.name=Bot', '-c', 'user.email=bot@example.com'];
  await project.git(
    ...bot,
    'commit',
    '--quiet',
    '--allow-empty',
    '-m',
    'Half',
    '--date',
    '2026-01-02T03:04:05Z',
  );
  const lineage = await open();
  const line = await lineage.recent('main', 10);
  expect(line.map(({ message }) => message.subject)).toEqual(['Half', 'Merge', 'Main', 'First']);
  expect(line[1]).toMatchObject({ author: 'Ada', own: false, message: { body: 'With\n\na body' } });
  expect(line[1]?.parents).toHaveLength(2);
  expect(line[3]).toMatchObject({ commit: first, parents: [] });
  expect(await lineage.recent('main', 2)).toHaveLength(2);
  expect(await lineage.recent('gone', 2)).toEqual([]);
});

test('only a commit whose author and committer are the program is its own', async () => {
  const env = { GIT_COMMITTER_NAME: 'Bot', GIT_COMMITTER_EMAIL: 'bot@example.com' };
  await project.commit({ a: '1' }, 'First');
  const tree = await project.git('write-tree');
  const person = { name: 'Ada', email: 'ada@example.com' };
  const by = async (author: typeof person) =>
    git.text(
      { gitDir: `${project.root}/.git` },
      {
        args: ['commit-tree', tree, '-m', 'x'],
        env: { ...env, GIT_AUTHOR_NAME: author.name, GIT_AUTHOR_EMAIL: author.email },
      },
    );
  await project.git('branch', 'mixed', await by(person));
  await project.git('branch', 'bot', await by({ name: 'Bot', email: 'bot@example.com' }));
  const lineage = await open();
  expect((await lineage.recent('mixed', 1))[0]?.own).toBe(false);
  expect((await lineage.recent('bot', 1))[0]?.own).toBe(true);
});

test('a commit contains itself and its ancestors, and no unknown one', async () => {
  const first = await project.commit({ a: '1' });
  const second = await project.commit({ a: '2' });
  const lineage = await open();
  expect(await lineage.contains(second, first)).toBe(true);
  expect(await lineage.contains(second, second)).toBe(true);
  expect(await lineage.contains(first, second)).toBe(false);
  expect(await lineage.contains(second, '0'.repeat(40))).toBe(false);
});

test('two changes of a text are joined unless they touch, byte for byte', async () => {
  await project.commit({ a: '1' });
  const lineage = await open();
  const base = bytes('\ufeff1\r\n2\r\n3\r\n4\r\n5');
  const ours = bytes('\ufeffone\r\n2\r\n3\r\n4\r\n5');
  const merged = await lineage.mergeTexts({ base, ours, theirs: bytes('\ufeff1\r\n2\r\n3\r\n4\r\nfive') });
  expect(merged && new TextDecoder('utf-8', { ignoreBOM: true }).decode(merged)).toBe(
    '\ufeffone\r\n2\r\n3\r\n4\r\nfive',
  );
  expect(
    await lineage.mergeTexts({ base, ours, theirs: bytes('\ufeffeins\r\n2\r\n3\r\n4\r\n5') }),
  ).toBeUndefined();
  const binary = new Uint8Array([0, 1, 2]);
  expect(await lineage.mergeTexts({ base: binary, ours: bytes('a'), theirs: bytes('b') })).toBeUndefined();
});
