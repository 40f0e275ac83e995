import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGit } from '../../../src/adapters/git/git.ts';
import { openCheckout } from '../../../src/adapters/git/open-checkout.ts';
import { createRemoteBranches } from '../../../src/adapters/git/remote-branches.ts';
import { type GitHttpServer, type GitHttpSettings, startGitHttp } from '../../support/git-http.ts';
import { createGitProject, type GitProject } from '../../support/git-project.ts';

const TOKEN = 'ghs_S3cretToken';
const ENCODED = Buffer.from(`x-access-token:${TOKEN}`).toString('base64');
const git = createGit({ PATH: process.env['PATH'] });
let project: GitProject;
let server: GitHttpServer;
let bare: string;
let refusal: ReturnType<NonNullable<GitHttpSettings['refuse']>>;
beforeEach(async () => {
  refusal = undefined;
  project = await createGitProject();
  await project.commit({ 'a.txt': 'one' });
  bare = join(project.folder, 'srv/octo/rocket.git');
  await mkdir(join(project.folder, 'srv/octo'), { recursive: true });
  await project.git('clone', '--quiet', '--bare', project.root, bare);
  await execa('git', ['config', 'http.receivepack', 'true'], { cwd: bare });
  server = await startGitHttp({ root: join(project.folder, 'srv'), token: TOKEN, refuse: () => refusal });
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await project[Symbol.asyncDispose]();
});

async function open(token = TOKEN, url = `${server.url}/octo/rocket.git`, program = git) {
  return createRemoteBranches(program, await openCheckout(program, project.root), { url, token });
}
const faultOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no fault',
    (error) => error,
  );

describe('pushing', () => {
  test('a branch is made, moved, and moved back, each only from where it was expected', async () => {
    const branches = await open();
    const first = await project.git('rev-parse', 'HEAD');
    const second = await project.commit({ 'a.txt': 'two' });
    expect(await branches.tip('openspec/x/1.1')).toBeUndefined();
    await branches.put('openspec/x/1.1', first, undefined);
    await branches.put('openspec/x/1.1', second, first);
    await branches.put('openspec/x/1.1', second, first);
    expect(await branches.tip('openspec/x/1.1')).toBe(second);
    for (const expected of [first, undefined]) {
      const fault = await faultOf(branches.put('openspec/x/1.1', first, expected));
      expect(fault).toMatchObject({ code: 'branch-moved' });
      expect(fault.at).toMatch(/^openspec\/x\/1\.1 \(/);
    }
    await branches.put('openspec/x/1.1', first, second);
    expect(await branches.tip('openspec/x/1.1')).toBe(first);
  });

  test('a branch that another run makes during the push has moved', async () => {
    const first = await project.git('rev-parse', 'HEAD');
    const second = await project.commit({ 'a.txt': 'two' });
    const hook = join(bare, 'hooks/pre-receive');
    await mkdir(join(bare, 'hooks'), { recursive: true });
    await writeFile(
      hook,
      `#!/bin/sh\nmkdir -p refs/heads/openspec\necho ${first} > refs/heads/openspec/1.1\n`,
    );
    await chmod(hook, 0o755);
    const fault = await faultOf((await open()).put('openspec/1.1', second, undefined));
    expect(fault).toMatchObject({ code: 'branch-moved' });
  });

  test('a branch whose name is a folder of the new one is in the way, which nobody calls a move', async () => {
    const head = await project.git('rev-parse', 'HEAD');
    const branches = await open();
    await branches.put('openspec', head, undefined);
    const fault = await faultOf(branches.put('openspec/1.1', head, undefined));
    expect(fault).toMatchObject({ code: 'push-rejected' });
    expect(fault.message).toContain("'refs/heads/openspec' exists");
  });

  test('many tips take one listing, and a branch that only ends alike is not taken for it', async () => {
    const head = await project.git('rev-parse', 'HEAD');
    const branches = await open();
    await branches.put('old/feature', head, undefined);
    const before = server.seen.length;
    const names = ['main', 'feature', ...Array.from({ length: 150 }, (_, at) => `none-${at}`)];
    expect(await branches.tips(names)).toEqual(new Map([['main', head]]));
    expect(server.seen.slice(before).filter((one) => one.path.includes('info/refs')).length).toBe(1);
    expect((await branches.tips(Array.from({ length: 500 }, (_, at) => `x-${at}`).concat('main'))).size).toBe(
      1,
    );
  });

  test("a header persisted by actions/checkout is not sent beside the token's own, and hooks do not run", async () => {
    const url = `${server.url}/octo/rocket.git`;
    for (const key of [`http.${server.url}/.extraheader`, 'http.extraheader', `http.${url}.extraheader`])
      await project.git('config', '--add', key, 'AUTHORIZATION: basic b2xkOm9sZA==');
    await project.git('config', `url.http://127.0.0.1:9/.insteadOf`, `${server.url}/`);
    const hook = join(project.root, '.git/hooks/pre-push');
    await writeFile(hook, `#!/bin/sh\ntouch ${project.folder}/hooked\n`);
    await chmod(hook, 0o755);
    const before = await project.fingerprint();
    await (await open()).put('new', await project.git('rev-parse', 'HEAD'), undefined);
    expect(server.seen.length).toBeGreaterThan(1);
    for (const one of server.seen) expect(one.authorizations).toEqual([`basic ${ENCODED}`]);
    await expect(readFile(join(project.folder, 'hooked'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await project.fingerprint()).toEqual(before);
  });

  test('a shallow checkout without credentials pushes, and fetches a branch it does not have', async () => {
    await project.commit({ 'a.txt': 'two' });
    await project.git('push', '--quiet', bare, 'main');
    const side = await project.git('commit-tree', 'HEAD^{tree}', '-p', 'HEAD~1', '-m', 'side');
    await project.git('push', '--quiet', bare, `${side}:refs/heads/side`);
    const root = join(project.folder, 'shallow');
    await project.git('clone', '--quiet', '--depth=1', '--single-branch', `file://${bare}`, root);
    const checkout = await openCheckout(git, root);
    const branches = createRemoteBranches(git, checkout, {
      url: `${server.url}/octo/rocket.git`,
      token: TOKEN,
    });
    const refs = await execa('git', ['for-each-ref'], { cwd: root });
    expect(await branches.fetchBranch('side')).toBe(side);
    expect(await branches.fetchBranch('nowhere')).toBeUndefined();
    const made = await execa(
      'git',
      ['-c', 'user.name=A', '-c', 'user.email=a@b', 'commit-tree', 'HEAD^{tree}', '-p', 'HEAD', '-m', 'x'],
      { cwd: root },
    );
    await branches.put('from-shallow', made.stdout, undefined);
    expect(await branches.tip('from-shallow')).toBe(made.stdout);
    expect((await execa('git', ['for-each-ref'], { cwd: root })).stdout).toBe(refs.stdout);
  });
});

describe('the token', () => {
  test('stands neither in argv of any git process nor in a file of the checkout', async () => {
    const programs = join(project.folder, 'programs');
    await mkdir(programs);
    const real = (await execa('sh', ['-c', 'command -v git'])).stdout;
    const log = join(project.folder, 'argv.log');
    await writeFile(join(programs, 'git'), `#!/bin/sh\necho "$@" >> ${log}\nexec ${real} "$@"\n`);
    await chmod(join(programs, 'git'), 0o755);
    const recorded = createGit({ PATH: `${programs}:${process.env['PATH']}`, GITHUB_TOKEN: TOKEN });
    const url = `http://x-access-token:${TOKEN}@${server.url.slice(7)}/octo/rocket.git`;
    const branches = createRemoteBranches(recorded, await openCheckout(recorded, project.root), { url });
    await branches.put('new', await project.git('rev-parse', 'HEAD'), undefined);
    await branches.fetchBranch('new');
    const argv = await readFile(log, 'utf8');
    expect(argv).toContain('push --porcelain');
    for (const secret of [TOKEN, ENCODED]) expect(argv).not.toContain(secret);
    const grep = await execa('grep', ['-rlE', `${TOKEN}|${ENCODED}`, project.root, bare], { reject: false });
    expect(grep.exitCode).toBe(1);
  });

  test.each([
    [{ status: 401, text: `bad ${TOKEN}` }, 'github-refused'],
    [{ status: 403, text: 'Permission to octo/rocket.git denied to bot.' }, 'github-refused'],
    [{ status: 404, text: 'Repository not found.' }, 'github-not-found'],
    [{ status: 429, text: 'slow down' }, 'github-rate-limited'],
    [{ status: 503, text: 'down' }, 'github-failed'],
  ] as const)('%j is %s, without the token', async (answer, code) => {
    const url = `http://ada:pa55word@${server.url.slice(7)}/octo/rocket.git`;
    const branches = await open(TOKEN, url);
    refusal = answer;
    const head = await project.git('rev-parse', 'HEAD');
    for (const call of [() => branches.tip('main'), () => branches.put('new', head, undefined)]) {
      const fault = await faultOf(call());
      expect(fault).toMatchObject({ code, exit: 5 });
      for (const secret of [TOKEN, ENCODED, 'pa55word'])
        expect(`${fault.message}${fault.stack}`).not.toContain(secret);
    }
  });

  test('a wrong token is refused, and a server that is not there is said to be unreachable', async () => {
    expect(await faultOf((await open('wrong')).tip('main'))).toMatchObject({ code: 'github-refused' });
    const nobody = await open(TOKEN, 'http://127.0.0.1:9/octo/rocket.git');
    expect(await faultOf(nobody.tip('main'))).toMatchObject({
      code: 'git-failed',
      at: 'no connection to http://127.0.0.1:9/octo/rocket.git',
    });
  });
});

describe("the server's own rejections", () => {
  test.each([
    [
      'error: GH006: Protected branch update failed for refs/heads/new.',
      'GH006: Protected branch update failed',
    ],
    [
      'error: GH013: Repository rule violations found for refs/heads/new.',
      'GH013: Repository rule violations found',
    ],
  ])('%s', async (line, told) => {
    await writeFile(join(bare, 'hooks/pre-receive'), `#!/bin/sh\necho '${line}' >&2\nexit 1\n`);
    await chmod(join(bare, 'hooks/pre-receive'), 0o755);
    const fault = await faultOf((await open()).put('new', await project.git('rev-parse', 'HEAD'), undefined));
    expect(fault.code).toBe('push-rejected');
    expect(fault.at).toContain(told);
  });
});
