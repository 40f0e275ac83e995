import {
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFoundryTasks } from '../../../src/adapters/artifacts/foundry-tasks.ts';
import type { FoundryTasks, TaskClaim, TaskClaimed } from '../../../src/ports/foundry-tasks.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const TEXT = '{ "task_id": "a" }\n';
const DONE = { outcome: 'done' } as const;

let folder: TemporaryFolder;
let tasks: FoundryTasks;
beforeEach(() => {
  folder = new TemporaryFolder();
  folder.write({ 'a.task.json': TEXT });
  tasks = openFoundryTasks(folder.path);
});
afterEach(() => folder[Symbol.dispose]());

const at = (name: string) => join(folder.path, name);
const names = () => readdirSync(folder.path).toSorted();
const listed = async (name = 'a') => {
  const found = (await tasks.list()).find(({ stem }) => stem === name);
  if (!found) throw new Error(`no task ${name} among ${names()}`);
  return found;
};
function claimOf(claimed: TaskClaimed): TaskClaim {
  if (claimed.kind !== 'claimed') throw new Error(claimed.kind);
  return claimed.claim;
}
/** Its holder has not been heard of for long. */
const silence = (name: string) => utimesSync(at(name), new Date(0), new Date(0));

describe('the life of a task', () => {
  test('is pending, claimed, done, and its name tells', async () => {
    expect(await tasks.list()).toMatchObject([{ stem: 'a', state: 'pending', stale: false }]);
    const claim = claimOf(await tasks.claim(await listed()));
    expect(names()).toEqual(['a.task.json.claimed']);
    expect(Buffer.from(claim.bytes).toString()).toBe(TEXT);
    expect(await claim.finish(DONE)).toBe(true);
    expect(names()).toEqual(['a.task.json.done']);
    expect(JSON.parse(readFileSync(at('a.task.json.done'), 'utf8'))).toEqual({ task_id: 'a', result: DONE });
  });

  test('ends as failed with the reason, and can be tried again under the same name', async () => {
    const failed = { outcome: 'failed', reason: 'gone' } as const;
    await claimOf(await tasks.claim(await listed())).finish(failed);
    expect(names()).toEqual(['a.task.json.failed']);
    await claimOf(await tasks.claim(await listed())).finish(DONE);
    expect(names()).toEqual(['a.task.json.done']);
    expect(JSON.parse(readFileSync(at('a.task.json.done'), 'utf8'))).toEqual({ task_id: 'a', result: DONE });
  });

  test('that is given back is pending as it was', async () => {
    await claimOf(await tasks.claim(await listed()))[Symbol.asyncDispose]();
    expect(names()).toEqual(['a.task.json']);
    expect(readFileSync(at('a.task.json'), 'utf8')).toBe(TEXT);
  });

  test('that is given back beside a new task of its name replaces nothing', async () => {
    const claim = claimOf(await tasks.claim(await listed()));
    folder.write({ 'a.task.json': '{"new": true}' });
    await claim[Symbol.asyncDispose]();
    expect(names()).toEqual(['a.task.json', 'a.task.json.claimed']);
    expect(readFileSync(at('a.task.json'), 'utf8')).toBe('{"new": true}');
  });

  test('is never claimed over another one of its name', async () => {
    await using claim = claimOf(await tasks.claim(await listed()));
    folder.write({ 'a.task.json': '{"new": true}' });
    const [pending] = await tasks.list();
    expect(pending && (await tasks.claim(pending))).toEqual({ kind: 'held' });
    expect(Buffer.from(claim.bytes).toString()).toBe(TEXT);
  });

  test('of a link, a folder or another file is none', async () => {
    symlinkSync('/etc/passwd', at('link.task.json'));
    folder.write({ 'sub.task.json/x': '', 'note.md': '' });
    expect(await tasks.list()).toMatchObject([{ stem: 'a' }]);
    expect(await openFoundryTasks(at('none')).list()).toEqual([]);
  });

  test('of a file above a MiB is seen, but not read', async () => {
    folder.write({ 'big.task.json': Buffer.alloc(1_048_577) });
    expect(await listed('big')).toMatchObject({ state: 'pending', bytes: undefined });
  });
});

describe('two that want the same task', () => {
  test('get it once, however many they are', async () => {
    const task = await listed();
    const claims = await Promise.all(Array.from({ length: 20 }, () => tasks.claim(task)));
    expect(claims.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
    expect(claims.filter(({ kind }) => kind === 'held')).toHaveLength(19);
    for (const claimed of claims) if (claimed.kind === 'claimed') await claimed.claim[Symbol.asyncDispose]();
  });

  test('leave a living holder alone', async () => {
    await using _claim = claimOf(await tasks.claim(await listed()));
    const task = await listed();
    expect(task).toMatchObject({ state: 'claimed', stale: false });
    expect(await tasks.claim(task)).toEqual({ kind: 'held' });
  });

  test('do not take the claim of a task that has waited for years for a dead one', async () => {
    silence('a.task.json');
    await using _claim = claimOf(await tasks.claim(await listed()));
    expect((await listed()).stale).toBe(false);
  });

  test('take a dead one’s over once, however many they are', async () => {
    renameSync(at('a.task.json'), at('a.task.json.claimed'));
    silence('a.task.json.claimed');
    const task = await listed();
    expect(task.stale).toBe(true);
    const claims = await Promise.all(Array.from({ length: 20 }, () => tasks.claim(task)));
    expect(claims.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
    expect(names()).toEqual(['a.task.json.claimed']);
    expect((await listed()).stale).toBe(false);
    for (const claimed of claims) if (claimed.kind === 'claimed') await claimed.claim[Symbol.asyncDispose]();
  });

  test('a holder that was taken for dead writes nothing over its successor’s work', async () => {
    const slow = claimOf(await tasks.claim(await listed()));
    silence('a.task.json.claimed');
    const successor = claimOf(await tasks.claim(await listed()));
    expect(await successor.finish(DONE)).toBe(true);
    expect(await slow.finish({ outcome: 'failed', reason: 'late' })).toBe(false);
    expect(names()).toEqual(['a.task.json.done']);
    expect(readFileSync(at('a.task.json.done'), 'utf8')).not.toContain('late');
  });
});

test('a holder whose file was replaced by its successor’s writes nothing', async () => {
  const slow = claimOf(await tasks.claim(await listed()));
  folder.write({ next: TEXT });
  renameSync(at('next'), at('a.task.json.claimed'));
  expect(await slow.finish({ outcome: 'failed', reason: 'late' })).toBe(false);
  expect(names()).toEqual(['a.task.json.claimed']);
  expect(readFileSync(at('a.task.json.claimed'), 'utf8')).toBe(TEXT);
});

describe('a process that ends', () => {
  test('half-way through claiming leaves two names of one file, which become one', async () => {
    linkSync(at('a.task.json'), at('a.task.json.claimed'));
    silence('a.task.json.claimed');
    await using _claim = claimOf(await tasks.claim(await listed('a').then(() => claimedOne())));
    expect(names()).toEqual(['a.task.json.claimed']);
  });

  test('between writing the result and naming the file has done the task, and it is not done again', async () => {
    renameSync(at('a.task.json'), at('a.task.json.claimed'));
    writeFileSync(at('a.task.json.claimed'), JSON.stringify({ task_id: 'a', result: DONE }));
    silence('a.task.json.claimed');
    expect(await tasks.claim(await listed())).toEqual({ kind: 'finished', result: DONE });
    expect(names()).toEqual(['a.task.json.done']);
  });

  test('while it takes a task over does not keep it from the next', async () => {
    renameSync(at('a.task.json'), at('a.task.json.claimed'));
    silence('a.task.json.claimed');
    const lock = '.a.task.json.0.0';
    writeFileSync(at(lock), '');
    expect(await tasks.claim(await listed())).toEqual({ kind: 'held' });
    silence(lock);
    await using _claim = claimOf(await tasks.claim(await listed()));
    expect(names()).toEqual(['a.task.json.claimed']);
  });

  async function claimedOne() {
    const found = (await tasks.list()).find(({ state }) => state === 'claimed');
    if (!found) throw new Error('none is claimed');
    return found;
  }
});
