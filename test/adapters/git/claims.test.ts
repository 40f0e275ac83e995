import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { createGit } from '../../../src/adapters/git/git.ts';
import { createLocalClaims } from '../../../src/adapters/git/local-claims.ts';
import { openCheckout } from '../../../src/adapters/git/open-checkout.ts';
import { createRemoteClaims } from '../../../src/adapters/git/remote-claims.ts';
import { type ClaimsUnderTest, testClaims } from '../../contract/claims.ts';
import { FakeClaims } from '../../fakes/fake-claims.ts';
import { type GitHttpSettings, startGitHttp } from '../../support/git-http.ts';
import { createGitProject } from '../../support/git-project.ts';

const git = createGit({ PATH: process.env['PATH'] });
const KEY = { change: 'greet', id: '1.1' };

async function local() {
  const project = await createGitProject();
  await project.commit({ 'a.txt': 'one' });
  const checkout = await openCheckout(git, project.root);
  const claims = () => createLocalClaims(git, checkout);
  const under: ClaimsUnderTest = {
    one: claims(),
    other: claims(),
    [Symbol.asyncDispose]: project[Symbol.asyncDispose],
  };
  return { ...under, project };
}

async function remote(refuse: GitHttpSettings['refuse'] = () => undefined) {
  const project = await createGitProject();
  await project.commit({ 'a.txt': 'one' });
  const bare = join(project.folder, 'srv/octo/rocket.git');
  await mkdir(join(project.folder, 'srv/octo'), { recursive: true });
  await project.git('clone', '--quiet', '--bare', project.root, bare);
  await execa('git', ['config', 'http.receivepack', 'true'], { cwd: bare });
  const server = await startGitHttp({ root: join(project.folder, 'srv'), token: 'secret', refuse });
  const stopper = new AbortController();
  const url = `${server.url}/octo/rocket.git`;
  const checkout = await openCheckout(git, project.root);
  const claims = () => createRemoteClaims(git, checkout, { url, token: 'secret', signal: stopper.signal });
  return {
    one: claims(),
    other: claims(),
    project,
    stopper,
    refs: async () =>
      (await execa('git', ['for-each-ref', '--format=%(refname)'], { cwd: bare })).stdout.split('\n'),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await project[Symbol.asyncDispose]();
    },
  };
}

testClaims('the fake', () => {
  const claims = new FakeClaims();
  return Promise.resolve({ one: claims, other: claims, [Symbol.asyncDispose]: () => Promise.resolve() });
});
testClaims('the local repository', local);
testClaims('the remote', () => remote());

test('a claim is a ref beside the branches, and its checkout stays as it was', async () => {
  await using world = await remote();
  const before = await world.project.fingerprint();
  const version = await world.one.put(KEY, 'mine', undefined);
  expect(await world.refs()).toEqual(['refs/heads/main', 'refs/openspec-complete/claims/greet/1.1']);
  await world.one.remove(KEY, version ?? '');
  expect(await world.refs()).toEqual(['refs/heads/main']);
  expect(await world.project.fingerprint()).toEqual(before);
});

test('a claim is given back while the run is being stopped', async () => {
  await using world = await remote();
  const version = await world.one.put(KEY, 'mine', undefined);
  world.stopper.abort(new Error('stopped by SIGTERM'));
  await expect(world.one.put(KEY, 'more', version)).rejects.toThrow('stopped by SIGTERM');
  expect(await world.one.remove(KEY, version ?? '')).toBe(true);
  expect(await world.refs()).toEqual(['refs/heads/main']);
});

test('a token that may not write is told which permission it needs', async () => {
  await using world = await remote(({ path }) =>
    path.includes('git-receive-pack')
      ? { status: 403, text: 'Write access to repository not granted.' }
      : undefined,
  );
  await expect(world.one.put(KEY, 'mine', undefined)).rejects.toMatchObject({
    code: 'github-refused',
    message: expect.stringContaining('while claiming greet#1.1; it needs contents: write'),
  });
  expect(await world.one.remove(KEY, '0'.repeat(40))).toBe(false);
});

test('locally a claim leaves nothing behind but objects', async () => {
  await using world = await local();
  const before = await world.project.git('for-each-ref');
  const version = await world.one.put(KEY, 'mine', undefined);
  expect(await world.project.git('for-each-ref', '--format=%(refname)', 'refs/openspec-complete')).toBe(
    'refs/openspec-complete/claims/greet/1.1',
  );
  await world.one.remove(KEY, version ?? '');
  expect(await world.project.git('for-each-ref')).toBe(before);
});
