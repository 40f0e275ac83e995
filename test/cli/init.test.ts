import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { parsePolicy } from '../../src/config/parse-policy.ts';
import { type CliWorld, createCliWorld } from '../support/cli-world.ts';
import { lintWorkflow, projectFile } from '../support/lint-workflow.ts';

const NAMES = ['', '-comment', '-sweep', '-refresh'];
const WORKFLOWS = NAMES.map((name) => `.github/workflows/openspec-complete${name}.yml`);
const POLICY = '.github/openspec-complete.yml';
const PIN = '0123456789abcdef0123456789abcdef01234567';

let world: CliWorld;
let place: string;
let at = 0;
beforeAll(async () => {
  world = await createCliWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  place = join(world.elsewhere, `${++at}`);
  await mkdir(place);
});
const init = (...args: string[]) => world.cli(['init', ...args], { cwd: place });
const read = (path: string) => readFile(join(place, path), 'utf8');

test('a folder gets the workflows of examples/ and a policy file, and is told what to do next', async () => {
  const { code, stdout } = await init();
  expect(code).toBe(0);
  for (const path of [POLICY, ...WORKFLOWS]) expect(stdout).toContain(`wrote  ${path}\n`);
  expect(await read(WORKFLOWS[0] ?? '')).toBe(projectFile('examples/push.yml'));
  expect(await read(WORKFLOWS[1] ?? '')).toBe(projectFile('examples/comment.yml'));
  expect(parsePolicy(await read(POLICY), POLICY)).toMatchObject({ ok: true });
  expect(stdout).toMatch(/Next:\n {2}1\. In the workflows, replace <sha>/);
  expect(stdout).toContain('Pull requests made with GITHUB_TOKEN start no workflows');
});

test('what is there already is kept, --force writes over it', async () => {
  await mkdir(join(place, '.github'));
  await writeFile(join(place, POLICY), 'rules: mine\n');
  const kept = JSON.parse((await init('--json')).stdout);
  expect(kept).toMatchObject({ written: WORKFLOWS, kept: [POLICY] });
  expect(await read(POLICY)).toBe('rules: mine\n');
  expect(JSON.parse((await init('--json', '--force')).stdout).written).toHaveLength(5);
  expect(await read(POLICY)).not.toContain('mine');
});

test('--pin fills in the commit, and the result has nothing that a linter would name', async () => {
  expect((await init('--pin', PIN)).code).toBe(0);
  for (const path of WORKFLOWS) {
    const text = await read(path);
    expect(lintWorkflow(text)).toEqual([]);
    expect(text).toContain(`openspec-complete/openspec-complete@${PIN}`);
    expect(text).not.toContain('<sha>');
  }
});

test('a --pin that is no whole commit id ends with 2 and writes nothing', async () => {
  const { code, stderr } = await init('--pin', 'v1');
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringContaining('40 hexadecimal digits, not "v1"'),
  });
  await expect(read(POLICY)).rejects.toThrow('ENOENT');
});

test('in a repository without a remote it is written at the top, for the branch that is the default', async () => {
  await world.project.git('checkout', '--quiet', '-b', 'trunk');
  await world.project.git('branch', '--quiet', '-D', 'main');
  const { code } = await world.cli(['init'], { cwd: join(world.root, 'crates') });
  expect(code).toBe(0);
  expect(await readFile(join(world.root, WORKFLOWS[0] ?? ''), 'utf8')).toContain('branches: [trunk]');
});

test('summary prints one table of the reports in a folder and its folders', async () => {
  const task = { change: 'add', task: '1.1', title: 'Add one', outcome: 'failed', reason: 'a gate failed' };
  for (const name of ['a', 'b']) {
    await mkdir(join(place, name));
    await writeFile(
      join(place, name, 'report.json'),
      JSON.stringify({ version: 1, fault: null, tasks: [task] }),
    );
  }
  const { code, stdout } = await world.cli(['summary', place]);
  expect(code).toBe(0);
  expect(stdout).toContain('**0 completed, 1 failed, 0 blocked, 0 skipped** in 2 runs');
});

test('summary of a folder that is not there ends with 2 and one sentence', async () => {
  const { code, stderr } = await world.cli(['summary', 'nowhere'], { cwd: place });
  expect({ code, lines: stderr.trim().split('\n').length }).toEqual({ code: 2, lines: 1 });
});
