import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, watch } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FoundryOutcome } from '../../src/flow/run-foundry.ts';
import { noise } from '../support/noise.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const CLAIM = join(import.meta.dirname, '..', 'support', 'claim-task.ts');
const FOLDER = 'openspec/tasks/system_foundry';
/** No model, and no journal in this user's home. */
const env = { ...process.env, LM_STUDIO_ENABLED: '0', GEMATRIA_DSN: 'off' };

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
  mkdirSync(at(FOLDER), { recursive: true });
});
afterEach(() => folder[Symbol.dispose]());

const at = (name: string) => join(folder.path, name);
const text = (name: string) => readFileSync(at(name), 'utf8');
const names = (name = FOLDER) =>
  readdirSync(at(name))
    .filter((one) => one !== '.openspec-complete')
    .toSorted();
const result = (name: string) => JSON.parse(text(`${FOLDER}/${name}`)).result;

/** Task files by what stands before `.task.json`. */
function write(tasks: Readonly<Record<string, object | string>>): void {
  const files = Object.entries(tasks).map(([stem, task]) => [
    `${FOLDER}/${stem}.task.json`,
    typeof task === 'string' ? task : JSON.stringify({ task_id: stem, type: 'convert_binary', ...task }),
  ]);
  folder.write(Object.fromEntries(files));
}

async function foundry(...args: readonly string[]) {
  return await foundryAs({}, ...args);
}

async function foundryAs(user: { readonly uid?: number }, ...args: readonly string[]) {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [CLI, 'foundry', ...args], {
    ...user,
    cwd: folder.path,
    env,
    reject: false,
  });
  return { code: exitCode, stdout, stderr };
}

async function outcomes(...args: readonly string[]): Promise<readonly FoundryOutcome[]> {
  return JSON.parse((await foundry('run', '--json', ...args)).stdout).tasks;
}

describe('foundry run', () => {
  test('folds what each type names, says what comes next, and the bytes come back', async () => {
    folder.write({ 'tree/a': 'A', 'tree/sub/b': noise(1000, 1) });
    write({
      ls: { source: '/bin/ls', destination: 'bin_ls.brick', texture_size: 256 },
      mem: { source: '/proc/meminfo' },
      tree: { type: 'convert_directory', source: 'tree' },
      any: { type: 'foundry-v2', source: 'tree/a' },
      kept: { type: 'watch_path', source: 'tree/sub' },
    });
    const { code, stdout, stderr } = await foundry('run');
    expect(code).toBe(0);
    expect(names()).toEqual(['any', 'kept', 'ls', 'mem', 'tree'].map((stem) => `${stem}.task.json.done`));
    expect(names('bricks').filter((name) => name.endsWith('.brick'))).toEqual([
      'any.brick',
      'bin_ls.brick',
      'kept.brick',
      'mem.brick',
      'tree.brick',
    ]);
    expect(stdout).toContain('done ls\n  Next step: openspec-complete foundry inspect bricks/bin_ls.brick\n');
    expect(stdout).toContain('5 tasks done, 0 failed, 0 skipped');
    expect(stderr).toContain('[3/5] ls: convert_binary /bin/ls\n      done      1 brick\n');
    await foundry('unfold', 'bricks/bin_ls.brick', '--out', 'ls');
    expect(readFileSync(at('ls')).equals(readFileSync('/bin/ls'))).toBe(true);
    await foundry('unfold', 'bricks/tree.brick', '--out', 'tree2');
    expect(text('tree2/sub/b')).toBe(text('tree/sub/b'));
    expect(Object.values(JSON.parse(text('bricks/manifest.json')))).toHaveLength(5);
  });

  test('crystallises files in order up to its limits, follows no link, and names what it could not read', async () => {
    for (const name of ['b', 'a', 'c', 'sub/d']) folder.write({ [`one/${name}`]: name });
    folder.write({ 'two/x': 'x', 'two/y': 'y', 'two/z': 'z', secret: 's' });
    symlinkSync(at('secret'), at('one/0-link'));
    await execa('mkfifo', [at('two/pipe')]);
    write({
      sys: {
        type: 'crystallize_system',
        source: '/',
        paths: ['one', 'two', 'none'],
        max_files_per_path: 2,
        max_files: 3,
      },
    });
    expect((await foundry('run')).code).toBe(0);
    const { bricks, left_out } = result('sys.task.json.done');
    expect(bricks.map(({ source }: { source: string }) => source)).toEqual(['one/a', 'one/b', 'two/x']);
    expect(left_out).toEqual([
      { source: 'two/pipe', why: 'a device, socket or pipe' },
      { source: 'none', why: 'There is nothing at none.' },
    ]);
    expect(names('bricks')).toContain('sys.one.a.brick');
  });

  test('says of a path that it cannot go through what it says of one file, and of several which was the first', async () => {
    write({
      one: { type: 'scan_kernel_modules', source: 'no' },
      two: { type: 'crystallize_system', source: '/', paths: ['no', 'neither'] },
    });
    await foundry('run');
    expect(result('one.task.json.failed').reason).toBe(
      'There is nothing at no. Name a file, a folder, a file of /proc or /sys, or `/proc/<pid>/mem`.',
    );
    expect(result('two.task.json.failed').reason).toBe(
      'no file of no, neither was folded: 2 left out, the first no: There is nothing at no.',
    );
  });

  test('crystallises neither bricks nor the state of git and of itself', async () => {
    folder.write({ '.git/config': 'token', 'a/.git/config': 'token', 'a/x': 'x', y: 'y' });
    write({
      '1': { source: 'y', destination: 'deep/y' },
      '2': { type: 'crystallize_system', source: '.', destination: 'all' },
      '3': { type: 'crystallize_system', source: 'bricks/deep' },
    });
    await foundry('run');
    const { bricks, left_out } = result('2.task.json.done');
    expect(bricks.map(({ source }: { source: string }) => source)).toEqual([
      'a/x',
      ...['1.task.json.done', '2.task.json.claimed', '3.task.json'].map((name) => `${FOLDER}/${name}`),
      'y',
    ]);
    expect(left_out).toEqual([
      ...['.git', 'a/.git'].map((source) => ({ source, why: 'folded only when it is named' })),
      { source: 'bricks', why: 'where bricks go' },
      { source: `${FOLDER}/.openspec-complete`, why: 'folded only when it is named' },
    ]);
    expect(result('3.task.json.failed').reason).toContain('bricks/deep: where bricks go');
  });

  test('takes kernel modules only where it scans for them', async () => {
    folder.write({ 'm/a.ko': 'k', 'm/b.ko.xz': 'x', 'm/c.txt': 't', 'm/ko': 'n' });
    write({ ko: { type: 'scan_kernel_modules', source: 'm' } });
    await foundry('run');
    expect(result('ko.task.json.done').bricks.map(({ source }: { source: string }) => source)).toEqual([
      'm/a.ko',
      'm/b.ko.xz',
    ]);
  });

  test('keeps the facts of an analysis that no model could be asked for, and says so', async () => {
    write({ an: { type: 'analyze_system', source: 'openspec', intent: 'Add a file' } });
    const { code, stdout } = await foundry('run');
    expect(code).toBe(0);
    expect(stdout).toContain(`done an\n  Next step: cat ${FOLDER}/an.analysis.json\n`);
    const found = JSON.parse(readFileSync(at('openspec/tasks/system_foundry/an.analysis.json'), 'utf8'));
    expect(found.facts.format).toBe('directory');
    expect(found.semantic).toMatchObject({ state: 'unanalysed', why: expect.stringContaining('LM Studio') });
  });

  test('names each failure in its task, keeps the fields, goes on with the others, and ends with 1', async () => {
    symlinkSync('/tmp', at('bricks'));
    write({ linked: { source: '/bin/true' } });
    expect((await foundry('run')).code).toBe(1);
    expect(result('linked.task.json.failed').reason).toContain('a link');

    folder[Symbol.dispose]();
    folder = new TemporaryFolder();
    write({
      broken: '{ "task_id": ',
      wrong: { source: '/bin/ls', type: 'convert' },
      away: { source: '/bin/ls', destination: '../../away.brick' },
      gone: { source: 'nowhere', note: 'kept' },
      kind: { source: 'openspec' },
      fine: { source: '/bin/true', max_files: 7 },
    });
    const { code, stdout } = await foundry('run');
    expect(code).toBe(1);
    expect(names()).toEqual([
      ...['away', 'broken'].map((stem) => `${stem}.task.json.failed`),
      'fine.task.json.done',
      ...['gone', 'kind', 'wrong'].map((stem) => `${stem}.task.json.failed`),
    ]);
    expect(stdout).toContain(
      'done fine\n  convert_binary takes its source alone: max_files of this task changed nothing\n',
    );
    expect(stdout).toContain('failed gone: There is nothing at nowhere.');
    expect(stdout).toContain(
      '  Next step: openspec-complete foundry run gone  # after correcting the task or its source\n',
    );
    expect(JSON.parse(text(`${FOLDER}/gone.task.json.failed`))).toMatchObject({
      note: 'kept',
      source: 'nowhere',
    });
    const { reason } = result('broken.task.json.failed');
    expect(reason).toMatch(/^it is no JSON: /);
    expect(await outcomes('broken')).toMatchObject([{ outcome: 'failed', reason }]);
    expect(result('wrong.task.json.failed').reason).toMatch(/^type must be one of/);
    expect(result('kind.task.json.failed').reason).toContain('is a folder, and convert_binary takes a file');
    expect(names('bricks').filter((name) => name.endsWith('.brick'))).toEqual(['fine.brick']);
  });

  test('tries a failed task again when it is named, by file, name or id', async () => {
    write({ late: { source: 'late', task_id: 'the-late-one' } });
    await foundry('run');
    folder.write({ late: 'here now' });
    expect(await outcomes()).toEqual([]);
    for (const name of [`${FOLDER}/late.task.json`, 'late', 'the-late-one'])
      expect(await outcomes(name)).toMatchObject([{ id: 'the-late-one', outcome: 'done' }]);
    expect(names()).toEqual(['late.task.json.done']);
    expect((await foundry('run', 'other')).stderr).toContain(
      'There is no FoundryTask other. Run `openspec-complete foundry tasks`',
    );
    expect((await foundry('run', '/etc/passwd')).code).toBe(2);
  });

  test('a corrected task takes the place of the one that failed, and names why that did', async () => {
    write({ x: { source: 'nope' } });
    await foundry('run');
    write({ x: { source: '/nowhere' } });
    const { stdout } = await foundry('run');
    expect(stdout).toContain('\n  replaces x.task.json.failed: There is nothing at nope.');
    write({ x: { source: '/bin/true' } });
    await foundry('run');
    expect(names()).toEqual(['x.task.json.done']);
    expect(result('x.task.json.done').replaces).toEqual([
      {
        ...{ file: 'x.task.json.failed', outcome: 'failed', finished_at: expect.stringContaining('T') },
        reason: expect.stringContaining('There is nothing at /nowhere.'),
      },
    ]);
  });

  test('says of doubles that they are, and of what the origin called done that it is', async () => {
    write({
      a: { source: '/bin/true', task_id: 'x' },
      b: { source: '/bin/ls', task_id: 'x' },
      c: { source: '/bin/cat', destination: 'x' },
    });
    folder.write({
      [`${FOLDER}/auto_1.task.task.json.done`]: '{"task_id":"auto-1","type":"analyze_system","source":"/"}',
      [`${FOLDER}/auto_1.task.json`]: '{"task_id":"auto-1","type":"analyze_system","source":"/"}',
    });
    const shown = (await foundry('tasks')).stdout;
    expect(shown).toContain(
      'pending  b.task.json convert_binary /bin/ls (a.task.json has the same task_id or destination)',
    );
    expect(shown).toContain('done     auto_1.task.task.json.done');
    expect(await outcomes()).toMatchObject([
      { id: 'x', outcome: 'done' },
      {
        id: 'auto-1',
        outcome: 'skipped',
        reason: expect.stringContaining(
          'auto_1.task.task.json.done is done and has the same name or task_id: name this one',
        ),
      },
      { id: 'x', outcome: 'failed' },
      { id: 'c', outcome: 'failed' },
    ]);
    expect(names()).toContain('auto_1.task.json');
  });

  test('lets no task take the brick of one that is done, whatever state it is in', async () => {
    write({ a: { source: '/bin/ls', destination: 'same.brick' } });
    await foundry('run');
    const before = text('bricks/same.brick.json');
    write({ b: { source: '/bin/cat', destination: 'same' } });
    const reason = 'a.task.json.done has the same task_id or destination: give it one of its own';
    expect(await outcomes()).toMatchObject([{ id: 'b', outcome: 'failed', reason }]);
    expect(await outcomes('b')).toMatchObject([{ id: 'b', outcome: 'failed', reason }]);
    expect(text('bricks/same.brick.json')).toBe(before);
    // Its own it may make again, also from a new file of its name.
    expect(await outcomes('a')).toMatchObject([{ outcome: 'done' }]);
    write({ a: { source: '/bin/cat', destination: 'same.brick' } });
    expect((await foundry('run')).stdout).toContain(
      'skipped a: a.task.json.done is done and has the same name or task_id: name this one to run it all the same',
    );
    expect(await outcomes('a')).toMatchObject([
      { outcome: 'done', result: { bricks: [{ source: '/bin/cat' }] } },
    ]);
  });

  test('has nothing to do without tasks, and says so', async () => {
    expect(await foundry('run')).toMatchObject({
      code: 0,
      stdout: `There is no open FoundryTask in ${FOLDER}.`,
    });
    expect((await foundry('tasks')).stdout).toBe(`There is no FoundryTask in ${FOLDER}.`);
  });
});

describe('processes', () => {
  const twenty = () =>
    write(Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`t${at}`, { source: '/bin/true' }])));

  test('two at once do each of twenty tasks exactly once', async () => {
    twenty();
    const both = (await Promise.all([outcomes(), outcomes()])).flat();
    const done = both.filter(({ outcome }) => outcome === 'done').map(({ id }) => id);
    expect(done.toSorted()).toEqual(Array.from({ length: 20 }, (_, at) => `t${at}`).toSorted());
    expect(new Set(both.map(({ outcome }) => outcome)).has('failed')).toBe(false);
    expect(names()).toEqual(Array.from({ length: 20 }, (_, at) => `t${at}.task.json.done`).toSorted());
  });

  test('one that is killed at any moment loses nothing: the next does what is left', async () => {
    twenty();
    for (const kills of [1, 4, 9]) {
      const child = spawn(process.execPath, [CLI, 'foundry', 'run'], {
        env,
        cwd: folder.path,
        stdio: 'ignore',
      });
      await killedAfter(child, kills);
      expect(stems()).toHaveLength(20);
    }
    await foundry('run');
    expect(names()).toEqual(Array.from({ length: 20 }, (_, at) => `t${at}.task.json.done`).toSorted());
    for (const name of names()) expect(result(name)).toMatchObject({ outcome: 'done' });
  });

  /** Each task under one name or, half-way through a claim, two. */
  function stems(): readonly string[] {
    return [...new Set(names().flatMap((name) => /^(t\d+)\.task\.json/.exec(name)?.[1] ?? []))];
  }

  /** Ends a process without warning when a file was made or renamed so often. */
  async function killedAfter(child: ChildProcess, changes: number): Promise<void> {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    let seen = 0;
    const watcher = watch(at(FOLDER), () => {
      seen += 1;
      if (seen >= changes) child.kill('SIGKILL');
    });
    await ended;
    watcher.close();
  }

  test.each(['failed', 'done'])(
    'one that is killed while it does a %s task again leaves no old result',
    async (state) => {
      folder.write({ big: Buffer.alloc(60_000_000), small: 's' });
      write({ x: { type: 'crystallize_system', source: state === 'failed' ? 'nope' : 'small' } });
      await foundry('run');
      const task = JSON.parse(text(`${FOLDER}/x.task.json.${state}`));
      expect(task.result.outcome).toBe(state);
      folder.write({ [`${FOLDER}/x.task.json.${state}`]: JSON.stringify({ ...task, source: 'big' }) });
      await stopped('SIGKILL', 'x', 'x');
      expect(names()).toEqual(['x.task.json.claimed']);
      expect(await outcomes()).toMatchObject([{ outcome: 'done', result: { bricks: [{ source: 'big' }] } }]);
      expect(names()).toEqual(['x.task.json.done']);
    },
  );

  test('one that is at work is named by the next, and what a dead one held is taken at once', async () => {
    write({ x: { source: '/bin/true' } });
    const child = spawn(process.execPath, [CLAIM, at(FOLDER), 'x'], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    const who = `process ${child.pid} of ${hostname()} works on it since 20`;
    expect((await foundry('run')).stdout).toMatch(
      new RegExp(`^skipped x: ${who}.*\n0 tasks done, 0 failed, 1 skipped$`),
    );
    expect((await foundry('tasks')).stdout).toContain(
      `claimed  x.task.json.claimed convert_binary /bin/true (${who}`,
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
    // A clock that was wrong once.
    utimesSync(at(`${FOLDER}/x.task.json.claimed`), 4_000_000_000, 4_000_000_000);
    expect((await foundry('tasks')).stdout).toBe('stale    x.task.json.claimed convert_binary /bin/true');
    expect(await outcomes()).toMatchObject([{ id: 'x', outcome: 'done' }]);
  });

  test('one that is told to stop gives its task back, and tells what it did before', async () => {
    folder.write({ big: Buffer.alloc(60_000_000) });
    write({ a: { source: '/bin/true' }, big: { source: 'big' }, z: { source: '/bin/true' } });
    const { code, stdout } = await stopped('SIGTERM', 'big', '--json');
    expect(code).toBe(1);
    expect(names()).toEqual(['a.task.json.done', 'big.task.json', 'z.task.json']);
    expect(JSON.parse(stdout).tasks).toMatchObject([
      { id: 'a', outcome: 'done' },
      {
        ...{ id: 'big', outcome: 'skipped' },
        reason: 'the run was stopped while it was worked on, so it is open again',
      },
      { id: 'z', outcome: 'skipped', reason: 'the run was stopped before it' },
    ]);
  });

  /** Runs tasks, and ends that with a signal when one of them is claimed. */
  async function stopped(signal: NodeJS.Signals, stem: string, ...args: readonly string[]) {
    const child = spawn(process.execPath, [CLI, 'foundry', 'run', ...args], {
      ...{ env, cwd: folder.path, stdio: ['ignore', 'pipe', 'ignore'] },
    });
    let stdout = '';
    child.stdout.on('data', (chunk) => (stdout += chunk));
    const watcher = watch(at(FOLDER), (_, name) => {
      if (name === `${stem}.task.json.claimed` && !child.killed) child.kill(signal);
    });
    const [code] = await once(child, 'close');
    watcher.close();
    return { code, stdout };
  }
});

test('a task that this user may not read or write is no trouble to the others', async () => {
  const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
  write(Object.fromEntries(['a', 'b', 'z'].map((stem) => [stem, { source: '/bin/true' }])));
  chmodSync(at(`${FOLDER}/a.task.json`), 0o444);
  chmodSync(at(`${FOLDER}/b.task.json`), 0o000);
  for (const path of ['.', 'openspec', 'openspec/tasks', FOLDER]) chmodSync(at(path), 0o777);
  expect((await foundryAs(nobody, 'tasks')).stdout).toContain(
    'pending  b.task.json (it cannot be read (EACCES): check its owner and permissions)',
  );
  const { code, stdout } = await foundryAs(nobody, 'run');
  expect(code).toBe(1);
  expect(stdout).toContain('failed b.task.json: it cannot be read (EACCES)');
  expect(names()).toEqual(['a.task.json.done', 'b.task.json', 'z.task.json.done']);
});

test('tasks that cannot be claimed fail with the reason, and stay as they were', async () => {
  const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
  write({ a: { source: '/bin/true' } });
  folder.write({ [`${FOLDER}/.openspec-complete/x`]: '' });
  chmodSync(folder.path, 0o777);
  chmodSync(at(`${FOLDER}/.openspec-complete`), 0o555);
  const { code, stdout } = await foundryAs(nobody, 'run');
  expect(code).toBe(1);
  expect(stdout).toContain('failed a: it cannot be claimed (EACCES): check owner and permissions of');
  expect(names()).toEqual(['a.task.json']);
});

test('a place that a brick cannot have is the trouble of its task alone', async () => {
  const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
  folder.write({ 'bricks/a.brick/x': '', 'bricks/shut/x': '' });
  write({
    a: { source: '/bin/true' },
    b: { source: '/bin/true', destination: 'shut/b' },
    z: { source: '/bin/true' },
  });
  for (const path of ['.', 'bricks', FOLDER]) chmodSync(at(path), 0o777);
  chmodSync(at('bricks/shut'), 0o555);
  const { code, stdout } = await foundryAs(nobody, 'run');
  expect(code).toBe(1);
  expect(stdout).toContain('failed a: bricks/a.brick, which is no plain file, cannot be used. ');
  expect(stdout).toMatch(/failed b: bricks\/shut\/\S+ \(EACCES\) cannot be used\. /);
  expect(names()).toEqual(['a.task.json.failed', 'b.task.json.failed', 'z.task.json.done']);
});
