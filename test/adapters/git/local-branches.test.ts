import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { foreignCommits } from '../../../src/adapters/git/foreign-commits.ts';
import { createGit } from '../../../src/adapters/git/git.ts';
import { createLocalBranches } from '../../../src/adapters/git/local-branches.ts';
import { openCheckout } from '../../../src/adapters/git/open-checkout.ts';
import { createRepository } from '../../../src/adapters/git/repository.ts';
import { createSlots } from '../../../src/adapters/git/slots.ts';
import { createGitProject, type GitProject } from '../../support/git-project.ts';

const git = createGit({ PATH: process.env['PATH'] });
const message = { subject: 'Do it', body: '', date: '2026-11-20T10:00:00Z' };
let project: GitProject;
beforeEach(async () => {
  project = await createGitProject();
});
afterEach(() => project[Symbol.asyncDispose]());

/** Programs a repository can name; each leaves a mark when it runs. */
async function plantPrograms(): Promise<string> {
  const mark = join(project.folder, 'ran');
  const evil = join(project.folder, 'evil');
  await writeFile(evil, `#!/bin/sh\necho "$0 $@" >> ${mark}\ncat\n`);
  await chmod(evil, 0o755);
  for (const name of [
    'post-checkout',
    'reference-transaction',
    'pre-commit',
    'post-index-change',
    'pre-auto-gc',
  ]) {
    await writeFile(join(project.root, '.git/hooks', name), `#!/bin/sh\necho ${name} >> ${mark}\n`);
    await chmod(join(project.root, '.git/hooks', name), 0o755);
  }
  const keys = [
    'core.fsmonitor',
    'filter.evil.clean',
    'filter.evil.smudge',
    'filter.lfs.process',
    'diff.evil.command',
  ];
  keys.push(
    'diff.evil.textconv',
    'core.sshCommand',
    'gpg.program',
    'core.pager',
    'core.alternateRefsCommand',
  );
  for (const key of keys) await project.git('config', key, evil);
  for (const key of ['commit.gpgSign', 'log.showSignature', 'filter.evil.required', 'filter.lfs.required'])
    await project.git('config', key, 'true');
  return mark;
}

test("a whole task leaves the user's checkout byte for byte as it was, and runs no program it names", async () => {
  const base = await project.commit({
    '.gitattributes': '*.rs filter=evil diff=evil\n*.bin filter=lfs\n',
    'a.rs': 'a\n',
    'b.bin': 'b',
  });
  await writeFile(join(project.root, 'dirty.txt'), 'not committed');
  await writeFile(join(project.root, 'a.rs'), 'edited by the user\n');
  const mark = await plantPrograms();
  const before = await project.fingerprint();

  const checkout = await openCheckout(git, project.root);
  const repository = createRepository(git, checkout);
  const slots = createSlots(git, { checkout, repository, state: join(project.folder, 'state') });
  const branches = createLocalBranches(git, checkout);
  await using lease = await slots.lease();
  await lease.reset(base);
  await lease.write(new Map([['a.rs', 'better\n']]));
  const { commit } = await lease.commit(base, new Map([['a.rs', 'better\n']]), message);
  await lease.reset(commit);
  expect(await readFile(join(lease.slot.tree, 'a.rs'), 'utf8')).toBe('better\n');
  expect(await repository.changedPaths(base, commit)).toEqual(['a.rs']);
  expect(await foreignCommits(git, checkout, { base, tip: commit })).toEqual([]);
  await branches.put('openspec/x/1', commit, undefined);

  const after = { ...(await project.fingerprint()) };
  expect(after['.git/refs/heads/openspec/x/1']).toBeDefined();
  for (const path of ['.git/refs/heads/openspec/x/1', '.git/logs/refs/heads/openspec/x/1'])
    delete after[path];
  expect(after).toEqual(before);
  await expect(readFile(mark)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a branch moves only from where it was expected', async () => {
  const one = await project.commit({ a: '1' });
  const two = await project.commit({ a: '2' });
  const branches = createLocalBranches(git, await openCheckout(git, project.root));
  await branches.put('x/y', one, undefined);
  await branches.put('x/y', two, one);
  await branches.put('x/y', two, undefined);
  for (const expected of [one, undefined])
    await expect(branches.put('x/y', one, expected)).rejects.toMatchObject({ code: 'branch-moved' });
  await expect(branches.put('x/z', one, two)).rejects.toMatchObject({ code: 'branch-moved' });
  await expect(branches.put('x', one, undefined)).rejects.toMatchObject({ code: 'git-failed' });
  await expect(branches.put('gone', 'f'.repeat(40), undefined)).rejects.toMatchObject({ code: 'git-failed' });
  expect(await branches.tip('x/y')).toBe(two);
  expect(await branches.tip('x')).toBeUndefined();
});

test('a branch that is checked out in any worktree is not moved, and the worktree is named', async () => {
  const one = await project.commit({ a: '1' });
  const two = await project.commit({ a: '2' });
  const side = join(project.folder, 'side');
  await project.git('worktree', 'add', '--quiet', '-b', 'side', side, two);
  const branches = createLocalBranches(git, await openCheckout(git, project.root));
  for (const [branch, worktree] of [
    ['main', project.root],
    ['side', side],
  ] as const) {
    const fault = await branches.put(branch, one, two).catch((error) => error);
    expect(fault).toMatchObject({ code: 'branch-checked-out' });
    expect(fault.at).toContain(worktree);
    expect(await branches.tip(branch)).toBe(two);
  }
});

test("other people's commits on a branch are found, own ones and those of the base are not", async () => {
  const base = await project.commit({ a: '1' });
  const checkout = await openCheckout(git, project.root);
  const slots = createSlots(git, {
    checkout,
    repository: createRepository(git, checkout),
    state: join(project.folder, 's'),
  });
  await using lease = await slots.lease();
  const { commit } = await lease.commit(base, new Map([['a', '2']]), message);
  expect(await foreignCommits(git, checkout, { base, tip: commit })).toEqual([]);
  await project.git('reset', '--quiet', '--hard', commit);
  const human = await project.commit({ b: 'by hand' }, 'Fix: the\ttypo é');
  expect(await foreignCommits(git, checkout, { base, tip: human })).toEqual([
    {
      commit: human,
      author: { name: 'Ada', email: 'ada@example.com' },
      committer: { name: 'Ada', email: 'ada@example.com' },
      subject: 'Fix: the\ttypo é',
    },
  ]);
});

test('the tips of many branches are told at once, and a branch that only begins alike is not one of them', async () => {
  const head = await project.commit({ 'a.txt': 'one' });
  await project.git('branch', 'openspec/add/1.1');
  const branches = createLocalBranches(git, await openCheckout(git, project.root));
  expect(await branches.tips(['main', 'openspec', 'openspec/add/1.1', 'gone'])).toEqual(
    new Map([
      ['main', head],
      ['openspec/add/1.1', head],
    ]),
  );
  expect(await branches.tips([])).toEqual(new Map());
});
