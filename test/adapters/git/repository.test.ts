import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dirtyPaths } from '../../../src/adapters/git/dirty-paths.ts';
import { createGit } from '../../../src/adapters/git/git.ts';
import { openCheckout } from '../../../src/adapters/git/open-checkout.ts';
import { parseObjects } from '../../../src/adapters/git/parse-objects.ts';
import { createRemoteBranches } from '../../../src/adapters/git/remote-branches.ts';
import { createRepository } from '../../../src/adapters/git/repository.ts';
import { createGitProject, type GitProject } from '../../support/git-project.ts';

const git = createGit({ PATH: process.env['PATH'] });
let project: GitProject;
beforeEach(async () => {
  project = await createGitProject();
});
afterEach(() => project[Symbol.asyncDispose]());

async function open(root = project.root) {
  const checkout = await openCheckout(git, root);
  return { checkout, repository: createRepository(git, checkout) };
}
const text = (bytes: Uint8Array | undefined) => (bytes ? new TextDecoder().decode(bytes) : undefined);

test.each(['blob:none', 'tree:0'])(
  'a partial clone (%s) says so with the fix, and nothing is fetched behind it',
  async (filter) => {
    await project.git('config', 'uploadpack.allowFilter', 'true');
    const commit = await project.commit({ 'src/lib.rs': 'fn a() {}\n' });
    const partial = join(project.folder, 'partial');
    const options = [`--filter=${filter}`, '--no-checkout', '--quiet'];
    await project.git('clone', ...options, `file://${project.root}`, partial);
    const { repository } = await open(partial);
    const fault = await repository.read(commit, ['src/lib.rs']).catch((error) => error);
    expect(fault).toMatchObject({ code: 'clone-partial', at: join(partial, '.git'), exit: 5 });
    expect(fault.message).toContain(
      'is a partial clone, and files that are needed are not in it. Run `git fetch ',
    );
    const [, fix = ''] = /`git (fetch [^`]+)`/.exec(fault.message) ?? [];
    // Housekeeping in the background would still write when the folder is removed.
    const quiet = ['-c', 'gc.auto=0', '-c', 'maintenance.auto=false'];
    await project.git('-C', partial, ...quiet, ...fix.split(' '));
    const whole = await open(partial);
    expect(text((await whole.repository.read(commit, ['src/lib.rs'])).get('src/lib.rs'))).toBe('fn a() {}\n');
  },
);

describe('resolving a revision', () => {
  test('a branch, a remote branch, HEAD and a commit id are found', async () => {
    const first = await project.commit({ 'a.txt': '1' });
    const second = await project.commit({ 'a.txt': '2' });
    await project.git('update-ref', 'refs/remotes/origin/feature/x', first);
    const { repository } = await open();
    expect(await repository.resolve('main')).toBe(second);
    expect(await repository.resolve('refs/heads/main')).toBe(second);
    expect(await repository.resolve('feature/x')).toBe(first);
    expect(await repository.resolve('HEAD')).toBe(second);
    expect(await repository.resolve(first)).toBe(first);
  });

  test('a tag does not stand in for the branch of the same name', async () => {
    const first = await project.commit({ 'a.txt': '1' });
    const second = await project.commit({ 'a.txt': '2' });
    await project.git('tag', 'main', first);
    expect(await (await open()).repository.resolve('main')).toBe(second);
  });

  test('a missing base is named; so is fetch-depth in a shallow checkout', async () => {
    const old = await project.commit({ 'a.txt': '1' });
    await project.commit({ 'a.txt': '2' });
    const { repository } = await open();
    for (const revision of ['nope', '--all', 'a b', 'x\ny', '', 'f'.repeat(40)])
      await expect(repository.resolve(revision)).rejects.toMatchObject({
        code: 'base-missing',
        at: revision,
      });
    const shallow = join(project.folder, 'shallow');
    await project.git('clone', '--quiet', '--depth=1', `file://${project.root}`, shallow);
    const fault = await (await open(shallow)).repository.resolve(old).catch((error) => error);
    expect(fault.code).toBe('history-shallow');
    expect(fault.message).toContain('fetch-depth: 0');
  });

  test('what a shallow checkout lacks is fetched when there is a remote, and its own files stay', async () => {
    const old = await project.commit({ 'a.txt': '1', 'gone.txt': 'x' });
    await project.git('branch', 'other');
    await project.commit({ 'a.txt': '2', 'gone.txt': null });
    const root = join(project.folder, 'shallow');
    await project.git('clone', '--quiet', '--depth=1', '--single-branch', `file://${project.root}`, root);
    const checkout = await openCheckout(git, root);
    const remote = createRemoteBranches(git, checkout, { url: `file://${project.root}` });
    const repository = createRepository(git, checkout, remote);
    expect(await repository.changedPaths(old, checkout.head)).toEqual(['a.txt', 'gone.txt']);
    expect(await repository.resolve('other')).toBe(old);
    await expect(repository.resolve('nowhere')).rejects.toMatchObject({ code: 'history-shallow' });
    expect(await (await open(root)).repository.resolve('HEAD')).toBe(checkout.head);
  });
});

describe('reading a commit', () => {
  test('files come with mode, size and bytes; symlinks and missing paths are absent', async () => {
    await writeFile(join(project.root, 'run.sh'), '#!/bin/sh\n', { mode: 0o755 });
    await symlink('/no/outside', join(project.root, 'link'));
    const bytes = new Uint8Array([0, 255, 10, 13, 10, 0]);
    const commit = await project.commit({
      'src/bin data': bytes,
      'src/ü\n"x.txt': 'odd\n',
      'srcs/no': '',
      empty: '',
    });
    const { repository } = await open();
    const modes = Object.fromEntries(
      (await repository.list(commit)).map((one) => [one.path, `${one.mode} ${one.size}`]),
    );
    expect(modes).toEqual({
      empty: '100644 0',
      link: '120000 11',
      'run.sh': '100755 10',
      'src/bin data': '100644 6',
      'src/ü\n"x.txt': '100644 4',
      'srcs/no': '100644 0',
    });
    expect((await repository.list(commit, 'src/')).map((one) => one.path)).toEqual([
      'src/bin data',
      'src/ü\n"x.txt',
    ]);
    const read = await repository.read(commit, ['src/bin data', 'link', 'nope', 'empty', 'src/ü\n"x.txt']);
    expect([...read.keys()].sort()).toEqual(['empty', 'src/bin data', 'src/ü\n"x.txt']);
    expect(read.get('src/bin data')).toEqual(bytes);
    expect(text(read.get('src/ü\n"x.txt'))).toBe('odd\n');
    expect(read.get('empty')?.length).toBe(0);
  });

  test('two thousand files take two git processes', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 2000 }, (_, at) => [`d${at % 40}/f${at}.rs`, `fn f${at}() {}\n`]),
    );
    const commit = await project.commit(files);
    let started = 0;
    const counting = {
      ...git,
      run: (...call: Parameters<typeof git.run>) => {
        started += 1;
        return git.run(...call);
      },
      bytes: (...call: Parameters<typeof git.bytes>) => {
        started += 1;
        return git.bytes(...call);
      },
    };
    const checkout = await openCheckout(git, project.root);
    const repository = createRepository(counting, checkout);
    const read = await repository.read(commit, Object.keys(files));
    expect(read.size).toBe(2000);
    expect(text(read.get('d7/f1967.rs'))).toBe('fn f1967() {}\n');
    expect(started).toBe(2);
    // What was read once is kept, and shared by commits that have it in common.
    const next = await project.commit({ 'more.rs': '' });
    expect(text((await repository.read(commit, ['d7/f1967.rs'])).get('d7/f1967.rs'))).toBe('fn f1967() {}\n');
    expect(started).toBe(2);
    expect((await repository.read(next, Object.keys(files))).size).toBe(2000);
    expect(started).toBe(3);
  });

  test('changed paths name both ends of a rename, and everything for a first push', async () => {
    const before = await project.commit({ 'a.txt': 'same content\n', 'keep.txt': 'k' });
    const after = await project.commit({ 'a.txt': null, 'b.txt': 'same content\n' });
    const { repository } = await open();
    expect(await repository.changedPaths(before, after)).toEqual(['a.txt', 'b.txt']);
    expect(await repository.changedPaths('0'.repeat(40), after)).toEqual(['b.txt', 'keep.txt']);
    await expect(repository.changedPaths('f'.repeat(40), after)).rejects.toMatchObject({
      code: 'base-missing',
    });
  });
});

test('every object of a cat-file answer comes back whole, whatever its bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.uint8Array({ maxLength: 60 }))), (objects) => {
      const id = 'a'.repeat(40);
      const answer = Buffer.concat(
        objects.map((bytes) =>
          bytes === null
            ? Buffer.from(`${id} missing\n`)
            : Buffer.concat([Buffer.from(`${id} blob ${bytes.length}\n`), bytes, Buffer.from('\n')]),
        ),
      );
      const read = parseObjects(answer).map((bytes) => (bytes === undefined ? null : [...bytes]));
      expect(read).toEqual(objects.map((bytes) => (bytes === null ? null : [...bytes])));
    }),
  );
});

describe('dirty paths', () => {
  test('edited, new, removed and replaced files are dirty; line endings and sparse checkouts are not', async () => {
    const files = ['same', 'crlf', 'edited', 'removed', 'replaced', 'sparse'];
    await project.commit(Object.fromEntries(files.map((name) => [name, `${name}\n`])));
    await project.git('update-index', '--skip-worktree', 'sparse');
    await writeFile(join(project.root, 'crlf'), 'crlf\r\n');
    await writeFile(join(project.root, 'edited'), 'edited!\n');
    await writeFile(join(project.root, 'new'), 'new\n');
    for (const gone of ['removed', 'sparse', 'replaced']) await rm(join(project.root, gone));
    await symlink('same', join(project.root, 'replaced'));
    const { checkout, repository } = await open();
    const before = await project.fingerprint();
    const paths = [...files, 'new', 'absent'];
    expect(await dirtyPaths(git, checkout, { repository, paths })).toEqual([
      'edited',
      'removed',
      'replaced',
      'new',
    ]);
    expect(await project.fingerprint()).toEqual(before);
  });
});
