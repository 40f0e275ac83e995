import { spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGit } from '../../../src/adapters/git/git.ts';
import { openCheckout } from '../../../src/adapters/git/open-checkout.ts';
import { createRepository } from '../../../src/adapters/git/repository.ts';
import { createSlots } from '../../../src/adapters/git/slots.ts';
import { createGitProject, type GitProject } from '../../support/git-project.ts';

const git = createGit({ PATH: process.env['PATH'] });
let project: GitProject;
let state: string;
beforeEach(async () => {
  project = await createGitProject();
  state = join(project.folder, 'state');
});
afterEach(() => project[Symbol.asyncDispose]());

async function openSlots() {
  const checkout = await openCheckout(git, project.root);
  return createSlots(git, { checkout, repository: createRepository(git, checkout), state });
}

/** Starts a process that leases a slot; its tree is known once it holds it. */
async function startHolder(commit?: string) {
  const script = join(import.meta.dirname, '../../support/hold-slot.ts');
  const child = spawn(process.execPath, [script, project.root, state, ...(commit ? [commit] : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const tree = await new Promise<string>((resolve) => {
    createInterface(child.stdout).once('line', resolve);
  });
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { tree, kill };
}

test('leases of one process and of others are all different, and a returned slot is used again', async () => {
  await project.commit({ a: 'a' });
  const slots = await openSlots();
  const holders = await Promise.all([startHolder(), startHolder(), startHolder()]);
  const own = await Promise.all([slots.lease(), slots.lease()]);
  const trees = [...holders.map((one) => one.tree), ...own.map((one) => one.slot.tree)];
  expect(new Set(trees).size).toBe(5);
  const [first] = own;
  await first?.[Symbol.asyncDispose]();
  await using again = await slots.lease();
  expect(again.slot.tree).toBe(first?.slot.tree);
  await own[1]?.[Symbol.asyncDispose]();
  for (const holder of holders) await holder.kill();
});

test('a killed holder frees its slot at once', async () => {
  await project.commit({ a: 'a' });
  const holder = await startHolder();
  const slots = await openSlots();
  await (async () => {
    await using other = await slots.lease();
    expect(other.slot.tree).not.toBe(holder.tree);
  })();
  await holder.kill();
  await using lease = await slots.lease();
  expect(lease.slot.tree).toBe(holder.tree);
});

test('a process killed in the middle of resets leaves a slot that heals', async () => {
  const files = (text: string) =>
    Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`f${at}.rs`, `${text} ${at}`]));
  const other = await project.commit(files('other'));
  const head = await project.commit(files('head'));
  for (let round = 0; round < 3; round += 1) {
    const holder = await startHolder(other);
    await holder.kill();
    await using lease = await (await openSlots()).lease();
    await lease.reset(head);
    const names = await readdir(lease.slot.tree);
    expect(names.length).toBe(300);
    for (const name of names) expect(await readFile(join(lease.slot.tree, name), 'utf8')).toMatch(/^head /);
  }
});

test('a lock whose process number now belongs to another process is free; one from elsewhere is kept while it is young', async () => {
  await project.commit({ a: 'a' });
  const slots = await openSlots();
  const lease = await slots.lease();
  const folder = join(lease.slot.tree, '../lock');
  await lease[Symbol.asyncDispose]();
  const lock = join(folder, (await readdir(folder)).sort((a, b) => Number(a) - Number(b)).at(-1) ?? '');
  await using held = await slots.lease();
  const self = JSON.parse(await readFile(join(folder, String(Number(lock.split('/').at(-1)) + 1)), 'utf8'));
  const newest = join(folder, '90');
  await writeFile(newest, JSON.stringify({ ...self, namespace: 'pid:[1]' }));
  await using second = await slots.lease();
  expect(second.slot.tree).not.toBe(held.slot.tree);
  await writeFile(newest, JSON.stringify({ ...self, started: '1' }));
  await using third = await slots.lease();
  expect(third.slot.tree).toBe(held.slot.tree);
});
