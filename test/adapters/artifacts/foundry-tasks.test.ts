import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFoundryTasks } from '../../../src/adapters/artifacts/foundry-tasks.ts';
import { slotHolder, takeSlotLock } from '../../../src/adapters/git/slot-lock.ts';
import type { FoundryTasks, TaskClaim, TaskClaimed } from '../../../src/ports/foundry-tasks.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const TEXT = '{ "task_id": "a" }\n';
const DONE = { outcome: 'done' } as const;
const PROCESS = join(import.meta.dirname, '../../support/claim-task.ts');
const LOCKS = { take: takeSlotLock, holder: slotHolder };

let folder: TemporaryFolder;
let tasks: FoundryTasks;
beforeEach(() => {
  folder = new TemporaryFolder();
  folder.write({ 'a.task.json': TEXT });
  tasks = openFoundryTasks(folder.path, LOCKS);
});
afterEach(() => folder[Symbol.dispose]());

const at = (name: string) => join(folder.path, name);
const names = () => readdirSync(folder.path).filter((name) => name !== '.openspec-complete');
const listed = async (name = 'a') => {
  const found = (await tasks.list()).find(({ stem }) => stem === name);
  if (!found) throw new Error(`no task ${name} among ${names()}`);
  return found;
};
const listedAs = async (state: string) => {
  const found = (await tasks.list()).find((task) => task.state === state);
  if (!found) throw new Error(`none is ${state} among ${names()}`);
  return found;
};
function claimOf(claimed: TaskClaimed): TaskClaim {
  if (claimed.kind !== 'claimed') throw new Error(claimed.kind);
  return claimed.claim;
}
/** Another process that has claimed a task. */
async function holder(stem = 'a') {
  const child = spawn(process.execPath, [PROCESS, folder.path, stem], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(child.stdout, 'data');
  expect(String(said)).toBe('claimed\n');
  const { pid } = child;
  return {
    pid,
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

describe('the life of a task', () => {
  test('is pending, claimed, done, and its name tells', async () => {
    expect(await tasks.list()).toMatchObject([{ stem: 'a', state: 'pending' }]);
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
    expect(pending && (await tasks.claim(pending))).toMatchObject({ kind: 'held' });
    expect(Buffer.from(claim.bytes).toString()).toBe(TEXT);
  });

  test('of a link, a folder or another file is none', async () => {
    symlinkSync('/etc/passwd', at('link.task.json'));
    folder.write({ 'sub.task.json/x': '', 'note.md': '' });
    expect(await tasks.list()).toMatchObject([{ stem: 'a' }]);
    expect(await openFoundryTasks(at('none'), LOCKS).list()).toEqual([]);
  });

  test('takes the place of what has ended under its name, and tells what that was', async () => {
    const failed = { outcome: 'failed', reason: 'gone' } as const;
    await claimOf(await tasks.claim(await listed())).finish(failed);
    folder.write({ 'a.task.json': TEXT });
    const claim = claimOf(await tasks.claim(await listedAs('pending')));
    expect(claim.earlier).toEqual([{ file: 'a.task.json.failed', result: failed }]);
    await claim.finish(DONE);
    expect(names()).toEqual(['a.task.json.done']);
  });

  test('with something else under one of its names is refused, and stays', async () => {
    for (const end of ['claimed', 'done', 'failed']) {
      mkdirSync(at(`a.task.json.${end}`));
      expect(await tasks.claim(await listed())).toEqual({
        kind: 'refused',
        why: expect.stringContaining(`a.task.json.${end}, which is no plain file, cannot be used.`),
      });
      renameSync(at(`a.task.json.${end}`), at(`away-${end}`));
    }
    expect(await listed()).toMatchObject({ state: 'pending' });
  });

  test('of a name that leaves no room for its states is refused', async () => {
    const stem = 'x'.repeat(240);
    folder.write({ [`${stem}.task.json`]: TEXT });
    expect(await tasks.claim(await listed(stem))).toEqual({
      kind: 'refused',
      why: expect.stringMatching(/^it cannot be claimed \(ENAMETOOLONG\): /),
    });
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

  test('leave a living holder alone, and learn who it is', async () => {
    const other = await holder();
    const why = expect.stringMatching(
      new RegExp(`^process ${other.pid} of \\S+ works on it since \\S+Z, and it is free when that ends$`),
    );
    const task = await listed();
    expect(task).toMatchObject({ state: 'claimed', holder: why });
    expect(await tasks.claim(task)).toEqual({ kind: 'held', why });
    await other.kill();
  });

  test('take a dead one’s over at once, and once, however many they are', async () => {
    await (await holder()).kill();
    const task = await listed();
    expect(task).toMatchObject({ state: 'claimed' });
    expect(task.holder).toBeUndefined();
    const claims = await Promise.all(Array.from({ length: 20 }, () => tasks.claim(task)));
    expect(claims.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
    expect(names()).toEqual(['a.task.json.claimed']);
    for (const claimed of claims) if (claimed.kind === 'claimed') await claimed.claim[Symbol.asyncDispose]();
    expect(names()).toEqual(['a.task.json']);
  });

  test('where one was taken for dead, it writes nothing over its successor’s work', async () => {
    await using slow = claimOf(await tasks.claim(await listed()));
    renameSync(at('.openspec-complete'), at('.lost'));
    const successor = claimOf(await tasks.claim(await listed()));
    expect(await successor.finish(DONE)).toBe(true);
    expect(await slow.finish({ outcome: 'failed', reason: 'late' })).toBe(false);
    expect(names()).toEqual(['.lost', 'a.task.json.done']);
  });
});

test('a holder whose file was replaced by its successor’s writes nothing', async () => {
  await using slow = claimOf(await tasks.claim(await listed()));
  folder.write({ next: TEXT });
  renameSync(at('next'), at('a.task.json.claimed'));
  expect(await slow.finish({ outcome: 'failed', reason: 'late' })).toBe(false);
  expect(names()).toEqual(['a.task.json.claimed']);
  expect(readFileSync(at('a.task.json.claimed'), 'utf8')).toBe(TEXT);
});

describe('a process that ends', () => {
  test('half-way through giving a task back leaves two names of one file, which become one', async () => {
    linkSync(at('a.task.json'), at('a.task.json.claimed'));
    await using _claim = claimOf(await tasks.claim(await listedAs('claimed')));
    expect(names()).toEqual(['a.task.json.claimed']);
  });

  test('while it works leaves no result, whatever an earlier one left in the file', async () => {
    const failed = { outcome: 'failed', reason: 'old' } as const;
    await claimOf(await tasks.claim(await listed())).finish(failed);
    await (await holder()).kill();
    const claim = claimOf(await tasks.claim(await listedAs('claimed')));
    await claim.finish(DONE);
    expect(JSON.parse(readFileSync(at('a.task.json.done'), 'utf8'))).toEqual({ task_id: 'a', result: DONE });
  });

  test('between writing the result and taking the claim away has its task done again', async () => {
    folder.write({ 'a.task.json.done': JSON.stringify({ task_id: 'a', result: DONE }) });
    renameSync(at('a.task.json'), at('a.task.json.claimed'));
    const claim = claimOf(await tasks.claim(await listedAs('claimed')));
    expect(claim.earlier).toEqual([{ file: 'a.task.json.done', result: DONE }]);
    await claim.finish({ ...DONE, again: true });
    expect(names()).toEqual(['a.task.json.done']);
    expect(readFileSync(at('a.task.json.done'), 'utf8')).toContain('again');
  });
});
