import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startScriptedModel } from '../../demo/scripted-model.ts';
import { parseMarker, printMarker } from '../../src/core/pulls/marker.ts';
import { type FakeGitHub, startGitHub } from '../fakes/github/start-github.ts';
import { type CliWorld, createCliWorld } from '../support/cli-world.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const BRANCH = 'openspec/format-durations/1.2-implement-std-fmt-display-and-std-error-error';
const TOKEN = 'a-token-that-is-found-wherever-it-leaks';
const ENV = { env: { GITHUB_TOKEN: TOKEN } };

const state = new TemporaryFolder();
let world: CliWorld;
let github: FakeGitHub;
let out = '';

/** Task 1.2 was proven twice: as a local branch with a text file, and as pull request #1. */
beforeAll(async () => {
  await using studio = await startScriptedModel();
  world = await createCliWorld({ LM_STUDIO_URL: studio.url, XDG_STATE_HOME: state.path });
  github = await startGitHub({ owner: 'ada', repo: 'timer', token: TOKEN, seedFrom: world.root });
  await world.project.git('remote', 'add', 'origin', github.cloneUrl);
  out = join(world.elsewhere, 'pulls');
  for (const more of [['--out', out], ['--github']])
    expect((await world.cli(['run', '--task', '1.2', ...more], ENV)).code).toBe(0);
});
afterAll(async () => {
  await github[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
  state[Symbol.dispose]();
});

test('a local branch is verified with every gate, and nothing of the checkout is touched', async () => {
  const before = await world.project.fingerprint();
  const { code, stdout } = await world.cli(['verify', BRANCH, '--out', out]);
  expect(stdout.split('\n').at(-1)).toBe('The proof holds.');
  expect(stdout).toMatch(/^ {2}tests +passed +-> passed +4 passed, 0 failed/m);
  expect(code).toBe(0);
  expect(await world.project.fingerprint()).toEqual(before);
});

test('the text file of a local run is verified as well, and --json says all of it', async () => {
  const file = join(out, `${BRANCH.replace('openspec/', '')}.md`);
  const { code, stdout } = await world.cli(['verify', file, '--json']);
  const found = JSON.parse(stdout);
  expect({ code, holds: found.holds, branch: found.branch }).toEqual({
    code: 0,
    holds: true,
    branch: BRANCH,
  });
  expect(found.toolchain).toMatchObject({
    same: true,
    recorded: { rustc: expect.stringContaining('rustc 1.') },
  });
  expect(found.testLog).toContain('test result: ok');
});

test('a toolchain that is not installed here is told of, and does not keep the proof from holding', async () => {
  const file = join(out, `${BRANCH.replace('openspec/', '')}.md`);
  const text = await readFile(file, 'utf8');
  const marker = parseMarker(text);
  if (!marker) throw new Error('the text has no marker');
  const other = join(world.elsewhere, 'other.md');
  const body = `${text}\n${printMarker({ ...marker, rustc: 'rustc 1.42.0 (b8cedc004 2020-03-09)' })}\n`;
  await writeFile(other, body);
  const { code, stdout } = await world.cli(['verify', other]);
  expect({ code, last: stdout.split('\n').at(-1) }).toEqual({ code: 0, last: 'The proof holds.' });
  expect(stdout).toContain('it was proven with rustc 1.42.0 (b8cedc004 2020-03-09)');
});

test('a pull request is verified by its number and by its branch, without any write to GitHub', async () => {
  const since = github.requests.length;
  for (const subject of ['1', '#1', BRANCH]) {
    const { code, stdout, stderr } = await world.cli(['verify', '--github', subject], ENV);
    expect({ code, last: stdout.split('\n').at(-1) }).toEqual({ code: 0, last: 'The proof holds.' });
    expect(stdout + stderr).not.toContain(TOKEN);
  }
  const writes = github.requests
    .slice(since)
    .filter(({ method, path }) => method !== 'GET' && !path.endsWith('git-upload-pack'));
  expect(writes).toEqual([]);
  expect(github.violations).toEqual([]);
});

test('a pull request from a fork is refused by its number and unknown by its branch; nothing of it is fetched', async () => {
  const [pull] = github.state.pulls;
  if (!pull) throw new Error('there is no pull request');
  pull.fork = 'eve/timer';
  const since = github.requests.length;
  const { code, stdout } = await world.cli(['verify', '--github', '1', '--json'], ENV);
  expect({ code, found: JSON.parse(stdout) }).toMatchObject({
    code: 1,
    found: { holds: false, difference: 'its branch is in a fork, which is never checked out', gates: [] },
  });
  const byBranch = await world.cli(['verify', '--github', BRANCH], ENV);
  expect(byBranch).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no pull request of') });
  expect(
    github.requests
      .slice(since)
      .map(({ path }) => path)
      .filter((path) => path.includes('.git/')),
  ).toEqual([]);
  delete pull.fork;
});

test('a branch that was moved by hand does not hold and ends with 1', async () => {
  await world.project.git('checkout', '--quiet', BRANCH);
  await world.project.commit({ 'crates/duration/src/lib.rs': 'pub fn nothing() {}\n' }, 'Take it all away');
  await world.project.git('checkout', '--quiet', 'main');
  const { code, stdout } = await world.cli(['verify', BRANCH, '--out', out]);
  expect({ code, last: stdout.split('\n').at(-1) }).toEqual({
    code: 1,
    last: expect.stringMatching(
      /^The proof does not hold: the branch has moved since: it is at [0-9a-f]{40}/,
    ),
  });
});

test.each([
  [['openspec/no/such-branch'], /There is no pull request of openspec\/no\/such-branch\. Name a branch/],
  [[], /missing required argument 'what'/i],
])('%j ends with 2 and says what can be named', async (args, said) => {
  const { code, stderr } = await world.cli(['verify', ...args]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(said) });
});
