import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createGit } from '../../src/adapters/git/git.ts';
import { createLocalBranches } from '../../src/adapters/git/local-branches.ts';
import { openCheckout } from '../../src/adapters/git/open-checkout.ts';
import { createRemoteBranches } from '../../src/adapters/git/remote-branches.ts';
import { createRepository } from '../../src/adapters/git/repository.ts';
import { createSlots } from '../../src/adapters/git/slots.ts';
import { Fault } from '../../src/core/fault.ts';
import { type GitHttpServer, startGitHttp } from '../support/git-http.ts';
import { createGitProject, type GitProject } from '../support/git-project.ts';
import { filled, GIT_ATTACKS, type GitAttack, plant, swapTree } from './attacks/git.ts';
import type { Scene } from './plant-in-checkout.ts';

/** Those that do not hide each other's effect. */
const TOGETHER = GIT_ATTACKS.filter(({ together }) => together);
const TOKEN = 'ghs_RedTeamToken0123456789';
const LIB = 'pub fn one() -> u8 { 1 }\n';
const message = { subject: 'Do it', body: '', date: '2026-11-20T10:00:00Z' };
let project: GitProject;
let server: GitHttpServer;
let scene: Scene;
/** A server that counts who calls, and stands for any other machine. */
const other = { calls: 0, url: '' };
const listener = createServer((socket) => {
  other.calls++;
  socket.destroy();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  other.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
});
afterAll(() => void listener.close());

beforeEach(async () => {
  other.calls = 0;
  project = await createGitProject();
  await project.commit({ 'src/lib.rs': LIB, 'Cargo.toml': '[package]\nname = "x"\n' });
  const bare = join(project.folder, 'srv/octo/rocket.git');
  await mkdir(join(project.folder, 'srv/octo'), { recursive: true });
  await project.git('clone', '--quiet', '--bare', project.root, bare);
  await execa('git', ['config', 'http.receivepack', 'true'], { cwd: bare });
  server = await startGitHttp({ root: join(project.folder, 'srv'), token: TOKEN });
  await mkdir(join(project.folder, 'loot'));
  scene = await sceneOf('any');
  await project.git('remote', 'add', 'origin', scene.url);
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await project[Symbol.asyncDispose]();
});

/** The scene with a payload of its own, whose trace has this name. */
async function sceneOf(trace: string): Promise<Scene> {
  const payload = join(project.folder, `payload-${trace}`);
  await writeFile(payload, `#!/bin/sh\ntouch "${join(project.folder, 'loot', trace)}"\nexit 1\n`);
  await chmod(payload, 0o755);
  return { project, payload, url: `${server.url}/octo/rocket.git`, elsewhere: other.url };
}

/** Everything the program does with a repository, once. */
async function workThrough(attack: GitAttack): Promise<string> {
  const { PATH, HOME } = process.env;
  const environment = Object.entries(attack.environment ?? {}).map(([name, value]) => [
    name,
    filled(value, scene),
  ]);
  const git = createGit({ PATH, HOME, ...Object.fromEntries(environment) });
  const checkout = await openCheckout(git, project.root);
  const remote = createRemoteBranches(git, checkout, {
    url: filled(attack.remote ?? 'URL', scene),
    ...(attack.anonymous ? {} : { token: TOKEN }),
  });
  const tip = await remote.tip('main');
  expect(tip).toBeDefined();
  const repository = createRepository(git, checkout, remote);
  const head = await repository.resolve('main');
  // Nothing here has such an id; a checkout that fetches on demand would now go and look for it.
  await expect(createRepository(git, checkout).resolve('e'.repeat(40))).rejects.toThrow(Fault);
  await repository.list(head);
  await repository.read(head, ['src/lib.rs']);
  await repository.changedPaths('0'.repeat(40), head);
  const slots = createSlots(git, { checkout, repository, state: join(project.folder, 'state') });
  await using lease = await slots.lease();
  if (attack.name.includes('slot’s tree')) {
    await lease.reset(head);
    await swapTree(lease.slot.tree, join(project.folder, 'bait'));
  }
  await lease.reset(head);
  expect(await readFile(join(lease.slot.tree, 'src/lib.rs'), 'utf8')).toBe(LIB);
  const changes = new Map([['src/lib.rs', `${LIB}// more\n`]]);
  await lease.write(changes);
  const { commit } = await lease.commit(head, changes, message);
  await createLocalBranches(git, checkout).put('work', commit, undefined);
  await remote.put('openspec/x/1.1', commit, undefined);
  expect(await remote.fetchBranch('openspec/x/1.1')).toBe(commit);
  return 'done';
}

/** Links in the slot that lead somewhere: none may be. */
async function linksIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isSymbolicLink() || entry.name === '.git').map(({ name }) => name);
}

test('without an attack everything works, and the payload leaves a trace when it runs', async () => {
  expect(await workThrough({ kind: 'git', name: 'none' })).toBe('done');
  expect(server.seen.length).toBeGreaterThan(3);
  await execa(scene.payload, { reject: false });
  expect(await readdir(join(project.folder, 'loot'))).toEqual(['any']);
});

describe('planted for git', () => {
  for (const attack of GIT_ATTACKS.filter(({ together }) => !together))
    test(`${attack.name}: nothing of it runs, nobody else is called`, async () => {
      await plant([[attack, scene]]);
      await withstand(attack);
    });

  test(`${TOGETHER.length} at once: nothing of them runs, nobody else is called`, async () => {
    const scenes = TOGETHER.map(
      async (attack) => [attack, await sceneOf(attack.name.replace(/\W/g, '-'))] as const,
    );
    await plant(await Promise.all(scenes));
    await withstand({ kind: 'git', name: 'all at once' });
  });
});

async function withstand(attack: GitAttack): Promise<void> {
  const before = await readFile(join(project.root, '.git/config'), 'utf8');
  const end = await workThrough(attack).catch((error: unknown) => {
    if (error instanceof Fault) return `${error.code} ${error.message}`;
    throw error;
  });
  expect(await readdir(join(project.folder, 'loot'))).toEqual([]);
  expect(end).toMatch(attack.end ?? /^done$/);
  expect(other.calls).toBe(0);
  expect(await readFile(join(project.root, '.git/config'), 'utf8')).toBe(before);
  expect(before).not.toContain(TOKEN);
  const slots = await readdir(join(project.folder, 'state/slots')).catch(() => []);
  for (const slot of slots)
    expect(await linksIn(join(project.folder, 'state/slots', slot, '1/tree'))).toEqual([]);
  const bait = await readdir(join(project.folder, 'bait')).catch(() => ['keep']);
  expect(bait).toEqual(['keep']);
}
