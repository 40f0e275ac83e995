import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { parseFoundryMarker, printFoundryMarker } from '../../src/core/foundry/foundry-marker.ts';
import { ActionWorld, TOKEN } from '../support/action-world.ts';
import { brickOf } from '../support/brick-of.ts';
import { runAction } from '../support/run-action.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const FOLDER = 'openspec/tasks/system_foundry';
const task = (fields: object) => JSON.stringify({ type: 'convert_binary', ...fields });

/** Pull requests of FoundryTasks: a file, an analysis, several files, and a failure. */
let world: ActionWorld;
let heads: Readonly<Record<string, string>>;
let bodies: ReadonlyMap<string, string>;
beforeAll(async () => {
  const files = {
    'Cargo.toml': null,
    'notes.txt': 'n',
    [`${FOLDER}/ls.task.json`]: task({ task_id: 'ls', source: '/bin/ls', destination: 'tools/ls.brick' }),
    [`${FOLDER}/look.task.json`]: task({ task_id: 'look', type: 'analyze_system', source: 'notes.txt' }),
    [`${FOLDER}/all.task.json`]: task({ task_id: 'all', type: 'crystallize_system', source: 'src' }),
    [`${FOLDER}/never.task.json`]: task({ task_id: 'never', source: '/home/ada/x' }),
  };
  world = await ActionWorld.start({ files });
  await runAction(world, { inputs: { mode: 'foundry' } });
  heads = await world.branches();
  bodies = new Map(world.github.state.pulls.map(({ head, body }) => [head, body ?? '']));
});
beforeEach(async () => {
  for (const pull of world.github.state.pulls) pull.body = bodies.get(pull.head) ?? '';
  for (const [name, commit] of Object.entries(heads))
    await world.github.git.git('update-ref', `refs/heads/${name}`, commit);
});
afterAll(() => world[Symbol.asyncDispose]());

async function verify(branch: string) {
  const { GITHUB_RUN_ID: _, ...inherited } = process.env;
  const env = {
    ...{ ...inherited, PATH: '/usr/bin:/bin', GITHUB_TOKEN: TOKEN, XDG_STATE_HOME: world.state },
    ...{ GITHUB_API_URL: world.github.apiUrl, GITHUB_SERVER_URL: world.github.serverUrl },
  };
  const args = [CLI, 'verify', '--github', '--json', `openspec/foundry/${branch}`];
  const { exitCode, stdout } = await execa(process.execPath, args, {
    ...{ cwd: world.checkout, env, reject: false, extendEnv: false },
  });
  const { difference, bricks, holds } = JSON.parse(stdout);
  expect(exitCode).toBe(holds ? 0 : 1);
  return { difference, bricks };
}

/** Somebody commits on top, and the marker is made to name it. */
async function forge(
  branch: string,
  files: Readonly<Record<string, string | Uint8Array | null>>,
): Promise<void> {
  const name = `openspec/foundry/${branch}`;
  const base = await world.github.git.git('rev-parse', `${name}^`);
  await world.push(files, name);
  const tree = await world.github.git.git('rev-parse', `${name}^{tree}`);
  const eve = ['-c', 'user.name=Eve', '-c', 'user.email=eve@example.invalid'];
  const head = await world.github.git.git(...eve, 'commit-tree', tree, '-p', base, '-m', 'Forged');
  await world.github.git.git('update-ref', `refs/heads/${name}`, head);
  remark(branch, { head });
}

function remark(branch: string, change: object): void {
  const pull = world.github.state.pulls.find((one) => one.head === `openspec/foundry/${branch}`);
  const marker = parseFoundryMarker(pull?.body ?? '');
  if (pull && marker) pull.body += `\n${printFoundryMarker({ ...marker, ...change })}\n`;
}

test('what was folded holds, without cargo and without the source; nothing is written', async () => {
  const writes = world.writes.length;
  const ls = await verify('ls');
  expect(ls).toMatchObject({
    difference: null,
    bricks: [{ path: 'bricks/tools/ls.brick', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
  });
  expect(await verify('look')).toEqual({ difference: null, bricks: [] });
  expect((await verify('all')).bricks.length).toBeGreaterThan(0);
  expect(world.writes).toHaveLength(writes);
});

test('a task that was not done, and a branch that moved, do not hold', async () => {
  expect((await verify('never')).difference).toBe('its marker says itself that the FoundryTask was not done');
  await world.push({ 'bricks/x.md': '' }, 'openspec/foundry/ls');
  expect((await verify('ls')).difference).toMatch(/^the branch has moved since: it is at /);
});

test.each<[string, Readonly<Record<string, string | Uint8Array | null>>, RegExp]>([
  [
    'another brick',
    { 'bricks/tools/ls.brick': brickOf(Buffer.from('other')) },
    /holds other bytes than its sidecar/,
  ],
  [
    'a cut brick',
    { 'bricks/tools/ls.brick': brickOf(Buffer.from('x')).subarray(0, 5000) },
    /ls\.brick is damaged/,
  ],
  ['a pointer', { 'bricks/tools/ls.brick': 'version https://git-lfs.github.com/spec/v1\n' }, /Git LFS/],
  ['no sidecar', { 'bricks/tools/ls.brick.json': null }, /holds other bytes than its sidecar/],
  ['no brick', { 'bricks/tools/ls.brick': null }, /ls\.brick is missing/],
  [
    'a brick more',
    { 'bricks/x.brick': brickOf(Buffer.from('x')) },
    /bricks\/x\.brick is no brick that .* names/,
  ],
  ['code', { 'src/lib.rs': '' }, /it changes src\/lib\.rs, which the FoundryTask does not/],
  ['a workflow', { '.github/workflows/x.yml': '' }, /it changes \.github\/workflows\/x\.yml/],
  ['another task', { [`${FOLDER}/look.task.json`]: null }, /it changes .*look\.task\.json/],
])('%s in its commit is named, whatever the marker says', async (_, files, said) => {
  await forge('ls', files);
  expect((await verify('ls')).difference).toMatch(said);
});
