import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, watch } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FoundryOutcome } from '../../src/flow/run-foundry.ts';
import { noise } from '../support/noise.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
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
const names = (name = FOLDER) => readdirSync(at(name)).toSorted();
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
  const { exitCode, stdout, stderr } = await execa(process.execPath, [CLI, 'foundry', ...args], {
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
      { source: 'none', why: expect.stringContaining('There is nothing at none') },
    ]);
    expect(names('bricks')).toContain('sys.one.a.brick');
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
    expect(stdout).toContain('done an');
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
      fine: { source: '/bin/true' },
    });
    const { code, stdout } = await foundry('run');
    expect(code).toBe(1);
    expect(names()).toEqual([
      ...['away', 'broken'].map((stem) => `${stem}.task.json.failed`),
      'fine.task.json.done',
      ...['gone', 'kind', 'wrong'].map((stem) => `${stem}.task.json.failed`),
    ]);
    expect(stdout).toContain('failed gone: There is nothing at nowhere.');
    expect(stdout).toContain('  Next step: openspec-complete foundry run gone');
    expect(JSON.parse(text(`${FOLDER}/gone.task.json.failed`))).toMatchObject({
      note: 'kept',
      source: 'nowhere',
    });
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
        reason: expect.stringContaining('auto_1.task.task.json.done is the same and done'),
      },
      { id: 'x', outcome: 'failed' },
      { id: 'c', outcome: 'failed' },
    ]);
    expect(names()).toContain('auto_1.task.json');
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
      // As if a minute had passed.
      for (const name of names()) if (name.endsWith('.claimed')) utimesSync(at(`${FOLDER}/${name}`), 0, 0);
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

  test('one that is told to stop gives its task back', async () => {
    folder.write({ big: Buffer.alloc(60_000_000) });
    write({ big: { source: 'big' } });
    const child = spawn(process.execPath, [CLI, 'foundry', 'run'], {
      env,
      cwd: folder.path,
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const watcher = watch(at(FOLDER), (_, name) => {
      if (name?.endsWith('.claimed')) child.kill('SIGTERM');
    });
    expect(await ended).toBe(1);
    watcher.close();
    expect(names()).toEqual(['big.task.json']);
  });
});
