import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGit } from '../../../src/adapters/git/git.ts';
import { openCheckout } from '../../../src/adapters/git/open-checkout.ts';
import { createGitProject, type GitProject } from '../../support/git-project.ts';

const git = createGit({ PATH: process.env['PATH'], HOME: '/nonexistent' });
let project: GitProject;
beforeEach(async () => {
  project = await createGitProject();
});
afterEach(() => project[Symbol.asyncDispose]());

describe('facts of a checkout', () => {
  test('a plain checkout tells its top folder, HEAD, branch and default branch', async () => {
    const head = await project.commit({ 'deep/er/file.txt': 'one\n' });
    const checkout = await openCheckout(git, join(project.root, 'deep/er'));
    expect(checkout).toMatchObject({
      topLevel: project.root,
      gitDir: join(project.root, '.git'),
      commonDir: join(project.root, '.git'),
      objects: join(project.root, '.git/objects'),
      bare: false,
      shallow: false,
      head,
      branch: 'main',
    });
    expect(await checkout.defaultBranch()).toBe('main');
    expect(checkout).not.toHaveProperty('remoteUrl');
  });

  test('a detached HEAD has no branch, and the default branch is the one there is', async () => {
    await project.commit({ 'a.txt': 'a' });
    await project.git('branch', '-m', 'main', 'master');
    await project.git('checkout', '--quiet', '--detach');
    const checkout = await openCheckout(git, project.root);
    expect(checkout).not.toHaveProperty('branch');
    expect(await checkout.defaultBranch()).toBe('master');
  });

  test("origin's own HEAD wins over every guess", async () => {
    await project.commit({ 'a.txt': 'a' });
    await project.git('update-ref', 'refs/remotes/origin/trunk/two', 'HEAD');
    await project.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk/two');
    expect(await (await openCheckout(git, project.root)).defaultBranch()).toBe('trunk/two');
  });

  test('a linked worktree shares the objects and has its own HEAD', async () => {
    await project.commit({ 'a.txt': 'a' });
    const linked = join(project.folder, 'linked');
    await project.git('worktree', 'add', '--quiet', '-b', 'side', linked);
    const checkout = await openCheckout(git, linked);
    expect(checkout).toMatchObject({
      topLevel: linked,
      branch: 'side',
      commonDir: join(project.root, '.git'),
    });
    expect(checkout.objects).toBe(join(project.root, '.git/objects'));
  });

  test('bare and shallow repositories are told apart', async () => {
    await project.commit({ 'a.txt': 'a' });
    await project.commit({ 'a.txt': 'b' });
    const bare = join(project.folder, 'bare.git');
    const shallow = join(project.folder, 'shallow');
    await project.git('clone', '--quiet', '--bare', project.root, bare);
    await project.git('clone', '--quiet', '--depth=1', `file://${project.root}`, shallow);
    expect(await openCheckout(git, bare)).toMatchObject({ bare: true, topLevel: bare, shallow: false });
    expect(await openCheckout(git, shallow)).toMatchObject({ bare: false, shallow: true });
  });

  test('a credential in the URL of origin is not told', async () => {
    await project.commit({ 'a.txt': 'a' });
    await project.git('remote', 'add', 'origin', 'https://ada:s3cret@github.com/octo/rocket.git');
    const checkout = await openCheckout(git, project.root);
    expect(checkout.remoteUrl).toBe('https://github.com/octo/rocket.git');
    expect(checkout.remote).toEqual({ server: 'https://github.com', owner: 'octo', repo: 'rocket' });
    expect(JSON.stringify(checkout)).not.toContain('s3cret');
  });

  test('credentials that the configuration holds can be asked for, to be hidden', async () => {
    await project.commit({ 'a.txt': 'a' });
    const header = Buffer.from('x-access-token:ghs_persisted').toString('base64');
    await project.git('remote', 'add', 'origin', 'https://ada:s3%23cret@github.com/octo/rocket.git');
    await project.git('remote', 'add', 'fork', 'https://glpat-as-user@gitlab.example/octo/rocket.git');
    await project.git('remote', 'add', 'other', 'ssh://git@github.com/octo/rocket.git');
    await project.git('config', 'http.https://github.com/.extraheader', `AUTHORIZATION: basic ${header}`);
    await project.git('config', '--file', '.git/more', 'http.extraheader', 'X-Token: in-an-include');
    await project.git('config', 'include.path', 'more');
    const checkout = await openCheckout(git, project.root);
    expect(checkout.remoteUrl).toBe('https://github.com/octo/rocket.git');
    const all = [...new Set(checkout.credentials())].toSorted();
    expect(all).toEqual(
      [header, 'ghs_persisted', 'glpat-as-user', 's3#cret', 's3%23cret', 'in-an-include'].toSorted(),
    );
  });

  test("the caller's GIT_DIR points nowhere", async () => {
    const head = await project.commit({ 'a.txt': 'a' });
    const leaky = createGit({ PATH: process.env['PATH'], GIT_DIR: '/nonexistent', GIT_INDEX_FILE: '/nope' });
    expect((await openCheckout(leaky, project.root)).head).toBe(head);
  });
});

describe('no usable checkout', () => {
  const codeOf = (promise: Promise<unknown>) =>
    expect(
      promise.then(
        () => 'fine',
        (error) => error,
      ),
    ).resolves;

  test('a folder outside any repository, a missing folder and the git folder itself are not repositories', async () => {
    await project.commit({ 'a.txt': 'a' });
    for (const folder of [project.folder, join(project.folder, 'gone'), join(project.root, '.git')])
      await codeOf(openCheckout(git, folder)).toMatchObject({ code: 'not-a-repository', at: folder });
  });

  test('a repository without a commit is named', async () => {
    await codeOf(openCheckout(git, project.root)).toMatchObject({ code: 'no-commit', at: project.root });
  });

  test('a machine without git is told to install it', async () => {
    await codeOf(openCheckout(createGit({ PATH: '/nonexistent' }), project.root)).toMatchObject({
      code: 'git-missing',
      exit: 5,
    });
  });

  test('git older than 2.31 is refused with its version', async () => {
    const programs = await mkdtemp(join(tmpdir(), 'old-git-'));
    await writeFile(join(programs, 'git'), '#!/bin/sh\necho git version 2.25.1\n');
    await chmod(join(programs, 'git'), 0o755);
    await codeOf(openCheckout(createGit({ PATH: programs }), project.root)).toMatchObject({
      code: 'git-missing',
      at: 'only git version 2.25.1',
    });
    await rm(programs, { recursive: true });
  });

  test.runIf(process.getuid?.() === 0)(
    "another user's repository names safe.directory, and a listed one opens",
    async () => {
      const head = await project.commit({ 'a.txt': 'a' });
      await execa('chown', ['-R', '12345', project.root]);
      const home = join(project.folder, 'home');
      await mkdir(home);
      const own = createGit({ PATH: process.env['PATH'], HOME: home });
      const fault = await openCheckout(own, project.root).catch((error) => error);
      expect(fault).toMatchObject({ code: 'repository-not-trusted', at: project.root });
      expect(fault.message).toContain('safe.directory');
      await writeFile(join(home, '.gitconfig'), `[safe]\n\tdirectory = ${project.root}\n`);
      expect((await openCheckout(own, project.root)).head).toBe(head);
    },
  );
});
