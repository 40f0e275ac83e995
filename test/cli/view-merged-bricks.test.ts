import { appendFileSync, copyFileSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MapEntry, parseManifest } from '../../src/core/foundry/map-manifest.ts';
import { LineReader } from '../support/line-reader.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const env = {
  ...{ ...process.env, LM_STUDIO_ENABLED: '0', GEMATRIA_DSN: 'off', GIT_CONFIG_NOSYSTEM: '1' },
  ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.invalid' },
  ...{ GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.invalid' },
};

let folder: TemporaryFolder;
let made: TemporaryFolder;
let view: ReturnType<typeof begin>;
let url: string;
let tiles: AsyncIterator<MapEntry>;

beforeEach(async () => {
  folder = new TemporaryFolder().write({ 'bricks/.gitignore': 'manifest.json\n' });
  made = new TemporaryFolder();
  view = begin(['view', '--port', '0', '--json']);
  [url = ''] = /http:[^"]+/.exec(await new LineReader(view.stdout).until(/url/)) ?? [];
  tiles = tileUpdates(url);
});
afterEach(async () => {
  view.kill('SIGTERM');
  expect((await view).exitCode).toBe(0);
  folder[Symbol.dispose]();
  made[Symbol.dispose]();
});

const at = (name: string) => join(folder.path, name);
function begin(args: readonly string[]) {
  return execa(process.execPath, [CLI, ...args], { cwd: folder.path, env, reject: false });
}
const git = (...args: string[]) => execa('git', args, { cwd: folder.path, env });
const onMap = async (): Promise<readonly MapEntry[]> =>
  ((await (await fetch(`${url}api/map`)).json()) as { placed: MapEntry[] }).placed;

/** A brick with its sidecar elsewhere. */
async function fold(name: string, source: string): Promise<string> {
  const out = join(made.path, `${name}.brick`);
  await begin(['foundry', 'fold', source, '--out', out]);
  return out;
}

/** Drops a brick among the others, its sidecar first so that it comes once. */
function drop(brick: string, name: string): void {
  copyFileSync(`${brick}.json`, at(`bricks/${name}.brick.json`));
  copyFileSync(brick, at(`bricks/${name}.brick`));
}

/** The live connection's tiles as they come. */
async function* tileUpdates(address: string): AsyncGenerator<MapEntry> {
  const socket = new WebSocket(`${address.replace('http', 'ws')}live`);
  const waiting: MapEntry[] = [];
  let wake = () => {};
  socket.onmessage = ({ data }) => {
    const { type, ...entry } = JSON.parse(String(data));
    if (type !== 'tile_update') return;
    waiting.push(entry);
    wake();
  };
  for (;;) {
    const next = waiting.shift();
    if (next) yield next;
    else
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  }
}

/** The next tile of a brick: it may be told twice, when brick and sidecar are seen one after the other. */
async function tileOf(brick: string): Promise<MapEntry> {
  for (;;) {
    const { value } = await tiles.next();
    if (value?.brick === brick) return value;
  }
}
const cell = (entry: MapEntry | undefined) => ({ x: entry?.x, y: entry?.y });

test('a merge and a copy show up live at places that the manifest gives them later', async () => {
  const [ls, one] = [await fold('ls', '/bin/ls'), await fold('cat', '/bin/cat')];
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all');
  await git('commit', '--quiet', '-m', 'Begin');
  await git('checkout', '--quiet', '-b', 'openspec/foundry/ls');
  drop(ls, 'usr-bin-ls-000000000000');
  await tileOf('usr-bin-ls-000000000000.brick');
  await git('add', '--all');
  await git('commit', '--quiet', '-m', 'Fold ls');
  await git('checkout', '--quiet', 'main');
  await expect.poll(onMap).toEqual([]);

  await git('merge', '--quiet', '--no-ff', '-m', 'Merge', 'openspec/foundry/ls');
  const merged = await tileOf('usr-bin-ls-000000000000.brick');
  expect(await onMap()).toMatchObject([{ ...cell(merged), brick: 'usr-bin-ls-000000000000.brick' }]);
  const asked = await fetch(`${url}api/cards`, { method: 'POST', body: JSON.stringify([merged.brick]) });
  expect(await asked.json()).toMatchObject([{ source: '/bin/ls' }]);

  // Its name is before the other's, and yet nothing moves.
  drop(one, 'usr-bin-cat-000000000000');
  const copied = await tileOf('usr-bin-cat-000000000000.brick');
  expect(cell(copied)).not.toEqual(cell(merged));
  expect(existsSync(at('bricks/manifest.json'))).toBe(false);
  const shown = await onMap();

  const task = { task_id: 'true', type: 'convert_binary', source: '/bin/true', destination: 'usr-bin-aa-1' };
  folder.write({ 'openspec/tasks/system_foundry/true.task.json': JSON.stringify(task) });
  expect((await begin(['foundry', 'run'])).exitCode).toBe(0);
  const written = parseManifest(readFileSync(at('bricks/manifest.json'), 'utf8')) ?? [];
  expect(written).toHaveLength(3);
  for (const { brick, ...entry } of shown)
    expect(cell(written.find((one) => one.brick === brick))).toEqual({ x: entry.x, y: entry.y });
}, 60_000);

test('a brick is shown when it is whole, and what is none or a link never', async () => {
  const ls = await fold('ls', '/bin/ls');
  const bytes = readFileSync(ls);
  writeFileSync(at('bricks/pointer.brick'), 'version https://git-lfs.github.com/spec/v1\n');
  symlinkSync(ls, at('bricks/link.brick'));
  writeFileSync(at('bricks/slow.brick'), bytes.subarray(0, 500_000));
  drop(ls, 'whole');
  await tileOf('whole.brick');
  expect((await onMap()).map(({ brick }) => brick)).toEqual(['whole.brick']);
  // No name in the folder changes by this.
  appendFileSync(at('bricks/slow.brick'), bytes.subarray(500_000));
  await tileOf('slow.brick');
  expect((await onMap()).map(({ brick }) => brick).toSorted()).toEqual(['slow.brick', 'whole.brick']);
}, 60_000);

test('what the manifest holds stays, a merged brick makes way for it, and a broken manifest is told', async () => {
  const ls = await fold('ls', '/bin/ls');
  drop(ls, 'merged');
  const first = await tileOf('merged.brick');
  expect(cell(first)).toEqual({ x: 0, y: 0 });
  const manifest = { '0,0': { brick: 'other.brick', timestamp: 5 }, '1,0': 'not to be read' };
  writeFileSync(at('bricks/manifest.json'), JSON.stringify(manifest));
  const moved = await tileOf('merged.brick');
  expect([cell(first), { x: 1, y: 0 }]).not.toContainEqual(cell(moved));
  writeFileSync(at('bricks/manifest.json'), '[');
  const map = async () => (await fetch(`${url}api/map`)).json();
  await expect.poll(map).toEqual({ placed: [], trouble: expect.stringContaining('has to be a JSON object') });
}, 60_000);
