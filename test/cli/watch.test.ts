import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { scriptedReply, startScriptedModel } from '../../demo/scripted-model.ts';
import { startGitHub } from '../fakes/github/start-github.ts';
import { LmStudio } from '../fakes/lm-studio/lm-studio.ts';
import { type CliWorld, createCliWorld } from '../support/cli-world.ts';
import { parseOpenMetrics } from '../support/parse-open-metrics.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const TASKS = 'openspec/changes/format-durations/tasks.md';
const DISPLAY =
  '- [ ] 1.2 Implement `std::fmt::Display` and `std::error::Error` for `ParseError` in `crates/duration/src/lib.rs`\n';
const README = '- [ ] 2.2 Describe the output in `README.md`\n';
const DONE = /completed|opened {2}/;
/** Clones of one remote share their slots. */
const ORIGIN = 'https://git.example.invalid/ada/timer.git';
const TOKEN = 'a-token-that-is-found-wherever-it-leaks';
/** So long that what happens was not found by a scan. */
const SELDOM = ['--interval', '3600'];
const WAIT = { timeout: 60_000, interval: 20 };

/** Kept warm between the tests: they are about the watch, not about the first build. */
const state = new TemporaryFolder();
let studio: LmStudio;
let world: CliWorld;
beforeAll(async () => {
  studio = await startScriptedModel();
});
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  state[Symbol.dispose]();
});
beforeEach(async () => {
  world = await createCliWorld({ LM_STUDIO_URL: studio.url, XDG_STATE_HOME: state.path });
  await world.project.git('remote', 'add', 'origin', ORIGIN);
  await world.project.commit({ [TASKS]: DISPLAY });
});
afterEach(() => world[Symbol.asyncDispose]());

/** A watch under way: what it said so far, and how it ends once it is told to. */
function watching(args: readonly string[] = SELDOM, env: Readonly<Record<string, string>> = {}) {
  const child = world.start(['watch', '--tests', 'off', ...args], { env });
  let said = '';
  child.stdout?.on('data', (piece: Buffer) => {
    said += piece.toString();
  });
  const ended = async () => {
    const { exitCode, stderr, stdout } = await child;
    return { code: exitCode, stderr, stdout };
  };
  return {
    says: (text: string | RegExp) =>
      expect
        .poll(() => said, WAIT)
        .toEqual(typeof text === 'string' ? expect.stringContaining(text) : expect.stringMatching(text)),
    said: () => said,
    stop: (signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM') => {
      child.kill(signal);
      return ended();
    },
    ended,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await child;
    },
  };
}

const branches = async () => (await world.project.git('branch', '--list', 'openspec/*')).trim().split(/\s+/);

test('does the open task, then one that is committed later, and ends with 0 on SIGTERM', async () => {
  await using watch = watching([...SELDOM, '--order', 'independent']);
  await watch.says(/opened/);
  expect(await branches()).toEqual([expect.stringContaining('/1.2-')]);
  await world.project.commit({ [TASKS]: `${DISPLAY}${README}` });
  await watch.says(/2\.2: Describe/);
  await expect.poll(async () => (await branches()).length, WAIT).toBe(2);
  const { code, stdout, stderr } = await watch.stop();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^watching .*, every 3600 s and at every change\n/);
  expect(stdout).toMatch(/stopped by SIGTERM; finished work is kept$/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a journal is no terminal
  expect(stdout).not.toMatch(/\u001b|\r/);
});

test('a task that is written and not committed is told once, and done after the commit', async () => {
  await world.project.commit({ [TASKS]: '- [x] 1.1 Done\n' });
  await using watch = watching();
  await watch.says('watching');
  await writeFile(join(world.root, TASKS), README);
  await watch.says('has changes that are not committed. Commit them first');
  await world.project.commit({});
  await watch.says(/opened/);
  expect(watch.said().match(/not committed/g)).toHaveLength(1);
  expect((await watch.stop('SIGINT')).code).toBe(0);
});

test('a second watch of the repository is refused, also in another worktree, and a killed one leaves no lock', async () => {
  await world.project.commit({ [TASKS]: '- [x] 1.1 Done\n' });
  const other = join(world.project.folder, 'other');
  await world.project.git('worktree', 'add', '--quiet', '--detach', other);
  const first = watching();
  await first.says('watching');
  const second = await world.cli(['watch'], { cwd: other });
  expect(second.code).toBe(2);
  expect(second.stderr).toMatch(
    /^openspec-complete: Another openspec-complete watches this repository: process \d+ watches .*\. Stop that one/,
  );
  await first[Symbol.asyncDispose]();
  expect((await world.cli(['watch', '--once'], { cwd: other })).code).toBe(0);
});

test('SIGTERM in the middle of an answer frees the server, keeps no half work and ends with 0', async () => {
  await using silent = await LmStudio.start({
    respond: () => ({ fault: { kind: 'silence-before-headers' } }),
  });
  await using watch = watching([...SELDOM, '--lm-studio-url', silent.url]);
  await expect.poll(() => silent.chats.length, WAIT).toBe(1);
  expect((await watch.stop()).code).toBe(0);
  await expect.poll(() => silent.chats[0]?.aborted).toBe(true);
  expect(silent.chats).toHaveLength(1);
  expect(await branches()).toEqual(['']);
  expect(await world.project.git('for-each-ref', 'refs/openspec-complete')).toBe('');
});

test('a model that is down is told once and waited for; the task is done when it is up', async () => {
  await using late = await LmStudio.start({
    models: [{ key: 'demo/late', loaded: { contextLength: 16_384 } }],
    respond: scriptedReply,
  });
  await late.stop();
  await using watch = watching(['--interval', '0.2', '--lm-studio-url', late.url]);
  await watch.says('No model server answers');
  await watch.says('Waiting: it is tried again.');
  await late.listen();
  await watch.says('it works again');
  await watch.says(/opened/);
  expect(watch.said().match(/Waiting: it is tried again/g)).toHaveLength(1);
  expect((await watch.stop()).code).toBe(0);
});

test('a repository that is moved to another branch, and a plan that is deleted, do not end it', async () => {
  await world.project.commit({ [TASKS]: '- [x] 1.1 Done\n' });
  await using watch = watching();
  await watch.says('watching');
  await world.project.git('checkout', '--quiet', '-b', 'other');
  await world.project.commit({ openspec: null });
  await watch.says('has no openspec/changes folder');
  await world.project.git('checkout', '--quiet', 'main');
  await world.project.commit({ [TASKS]: DISPLAY });
  await watch.says(/opened/);
  expect((await watch.stop()).code).toBe(0);
});

test('a task that fails is not tried again and again', async () => {
  await using useless = await LmStudio.start({
    models: [{ key: 'demo/useless', loaded: { contextLength: 16_384 } }],
    respond: () => ({ text: 'I would rather not.' }),
  });
  const args = ['--interval', '0.2', '--max-rounds', '1', '--lm-studio-url', useless.url];
  await using watch = watching(args);
  await watch.says(/failed on the same inputs/);
  const asked = useless.chats.length;
  await world.project.commit({ 'notes.txt': 'a change that has nothing to do with it\n' });
  await expect.poll(() => watch.said().match(/failed on the same inputs/g)?.length, WAIT).toBe(2);
  expect(useless.chats).toHaveLength(asked);
});

test('another model that is loaded is noticed, and what failed without a draft is tried with it', async () => {
  await using studio = await LmStudio.start({
    models: [
      { key: 'demo/useless', loaded: { contextLength: 16_384 } },
      { key: 'demo/able', loaded: false },
    ],
    respond: (request) => (request.model === 'demo/able' ? scriptedReply(request) : { text: 'No.' }),
  });
  const args = ['--interval', '0.2', '--max-rounds', '1', '--on-failure', 'report'];
  await using watch = watching([...args, '--lm-studio-url', studio.url]);
  await watch.says(/failed on the same inputs/);
  const [useless, able] = studio.table.models;
  if (!useless || !able) throw new Error('the server has two models');
  able.instances = useless.instances.splice(0).map((one) => ({ ...one, instanceId: able.key }));
  await watch.says(/opened/);
  expect(studio.chats.at(-1)?.body).toMatchObject({ model: 'demo/able' });
  expect((await watch.stop()).code).toBe(0);
});

test('--github pushes and opens, then works on what is merged on the server, and shows the token nowhere', async () => {
  await using github = await startGitHub({ owner: 'ada', repo: 'timer', token: TOKEN, seedFrom: world.root });
  await world.project.git('remote', 'set-url', 'origin', github.cloneUrl);
  const env = { GITHUB_TOKEN: TOKEN };
  await using watch = watching(['--interval', '0.5', '--github', '--order', 'independent'], env);
  await expect.poll(() => github.state.pulls.length, WAIT).toBe(1);
  const remote = github.cloneUrl.replace('://', `://x-access-token:${TOKEN}@`);
  await world.project.commit({ [TASKS]: `${DISPLAY}${README}` });
  await world.project.git('push', '--quiet', remote, 'HEAD:main');
  await expect.poll(() => github.state.pulls.length, WAIT).toBe(2);
  expect(github.state.pulls).toMatchObject([
    { title: expect.stringContaining('1.2'), base: 'main', state: 'open', draft: false },
    { title: expect.stringContaining('2.2'), base: 'main', state: 'open', draft: false },
  ]);
  const { code, stdout, stderr } = await watch.stop();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).not.toContain(TOKEN);
  expect(github.violations).toEqual([]);
});

test('--metrics-port tells monitoring how the week went and what the watch is at', async () => {
  await using late = await LmStudio.start({
    models: [{ key: 'demo/late', loaded: { contextLength: 16_384 } }],
    respond: scriptedReply,
  });
  await late.stop();
  const own = join(world.project.folder, 'state');
  const args = ['--interval', '0.2', '--metrics-port', '0', '--lm-studio-url', late.url];
  await using watch = watching(args, { XDG_STATE_HOME: own });
  await watch.says('Waiting: it is tried again.');
  const url =
    /metrics at (http:\/\/127\.0\.0\.1:\d+\/)metrics, health at \1health/.exec(watch.said())?.[1] ?? '';
  const health = await fetch(`${url}health`);
  expect(health.status).toBe(503);
  expect(await health.json()).toMatchObject({
    ...{ ok: false, status: 'in_trouble', trouble: expect.stringContaining('No model server answers') },
  });
  const metrics = await fetch(`${url}metrics`);
  expect(metrics.headers.get('content-type')).toMatch(/^application\/openmetrics-text; version=1\.0\.0/);
  const families = parseOpenMetrics(await metrics.text());
  const samplesOf = (name: string) =>
    families.find((one) => one.name === `openspec_complete_${name}`)?.samples;
  expect(samplesOf('journal_up')).toMatchObject([{ value: 1 }]);
  expect(samplesOf('watch_status')).toMatchObject([
    ...[{ labels: { status: 'working' }, value: 0 }, { value: 0 }],
    ...[{ labels: { status: 'in_trouble' }, value: 1 }],
  ]);
  await late.listen();
  await watch.says(/opened/);
  await expect.poll(async () => (await fetch(`${url}health`)).status, WAIT).toBe(200);
  expect((await watch.stop()).code).toBe(0);
});

test('a port for metrics that is taken ends it before any work, and it is refused where nothing is watched', async () => {
  const port = new URL(studio.url).port;
  const taken = await world.cli(['watch', '--metrics-port', port]);
  expect(taken).toMatchObject({ code: 2, stdout: '' });
  expect(taken.stderr).toBe(
    `openspec-complete: Port ${port} cannot be listened on. Name another, or 0 for any that is free.`,
  );
  const once = await world.cli(['watch', '--once', '--metrics-port', '0']);
  expect(once.code).toBe(2);
});

test.each(['0', 'soon', '-1', '1e9'])('an interval of %s is a usage error', async (interval) => {
  const option = await world.cli(['watch', `--interval=${interval}`]);
  const variable = await world.cli(['watch'], { env: { OPEN_SPEC_DAEMON_INTERVAL: interval } });
  expect([option.code, variable.code]).toEqual([2, 2]);
  expect(option.stderr).toContain('--interval must be a number of seconds from 0.1 to 86400');
  expect(variable.stderr).toContain(`OPEN_SPEC_DAEMON_INTERVAL must be a number of seconds`);
});

test('--once does what is there and ends as a run does', async () => {
  const { code, stdout } = await world.cli(['watch', '--once', '--tests', 'off']);
  expect(code).toBe(0);
  expect(stdout).toMatch(DONE);
  const down = await world.cli([
    'watch',
    '--once',
    '--lm-studio-url',
    'http://127.0.0.1:1/v1',
    '--change',
    'nowhere',
  ]);
  expect(down).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no change named') });
  expect(await readFile(join(world.root, TASKS), 'utf8')).toBe(DISPLAY);
});
