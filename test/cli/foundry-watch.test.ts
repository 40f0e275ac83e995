import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { brickName } from '../../src/core/foundry/brick-name.ts';
import { parseManifest } from '../../src/core/foundry/map-manifest.ts';
import { LineReader } from '../support/line-reader.ts';
import { noise } from '../support/noise.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

const at = (name: string) => join(folder.path, name);
const brick = (name: string) => at(`bricks/${brickName(name)}`);
const placed = () => parseManifest(readFileSync(at('bricks/manifest.json'), 'utf8')) ?? [];
const placeOf = (name: string) => placed().find((entry) => entry.brick === brickName(name));

function begin(args: readonly string[], user: { uid?: number } = {}) {
  const running = execa(process.execPath, [CLI, 'foundry', ...args], {
    cwd: folder.path,
    reject: false,
    ...user,
  });
  return { running, out: new LineReader(running.stdout) };
}

async function cli(args: readonly string[]) {
  const { exitCode, stdout, stderr } = await begin(args).running;
  return { code: exitCode, stdout, stderr };
}

async function untilNamed(path: string, pattern: RegExp): Promise<void> {
  for await (const { filename } of watch(path)) if (pattern.test(filename ?? '')) return;
}

async function isInStep(name: string): Promise<void> {
  expect(await cli(['unfold', brick(name), '--out', 'unfolded'])).toMatchObject({ code: 0, stderr: '' });
  expect(readFileSync(at('unfolded')).equals(readFileSync(at(name)))).toBe(true);
}

test('bricks follow their files: changed, made, cut, rotated, removed; a signal ends it with 0', async () => {
  folder.write({ 'src/a.txt': 'one\n', 'src/big': noise(300_000, 1), 'src/app.log': 'started\n' });
  const { running, out } = begin(['watch', 'src']);
  expect(await out.until(/^watching/)).toBe('watching 3 files, all in step; Ctrl-C ends it');
  const before = placed();
  appendFileSync(at('src/a.txt'), 'two\n');
  expect(await out.until(/^changed .*a\.txt/)).toContain('(8 bytes)');
  await isInStep('src/a.txt');
  mkdirSync(at('src/deep/er'), { recursive: true });
  writeFileSync(at('src/deep/er/new'), 'here');
  await out.until(/^folded .*new \(4 bytes\)/);
  truncateSync(at('src/big'), 70_000);
  await out.until(/^folded .*big \(70000 bytes\)/);
  await isInStep('src/big');
  renameSync(at('src/app.log'), at('src/app.log.1'));
  writeFileSync(at('src/app.log'), 'again\n');
  await out.until(/ .*app\.log \(6 bytes\)/);
  await isInStep('src/app.log');
  rmSync(at('src/a.txt'));
  await out.until(/^gone .*a\.txt; its brick stays/);
  expect(existsSync(brick('src/a.txt'))).toBe(true);
  expect(JSON.parse(readFileSync(`${brick('src/a.txt')}.json`, 'utf8'))).toHaveProperty('gone_at');
  for (const { brick: name, x, y } of before)
    expect(placed().find((entry) => entry.brick === name)).toMatchObject({ x, y });
  running.kill('SIGTERM');
  expect(await out.until(/^stopped/)).toBe('stopped; 4 files were watched');
  expect(await running).toMatchObject({ exitCode: 0, stderr: '' });
  expect(readdirSync(at('bricks')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
}, 60_000);

test('files of /proc are looked at every few seconds, and their bricks follow', async () => {
  const { running, out } = begin(['watch', '/proc/uptime', '--poll', '0.5', '--json']);
  await out.until(/"event":"watching"/);
  const [one, two] = [await out.until(/"refolded"/), await out.until(/"refolded"/)];
  expect(JSON.parse(one)).toMatchObject({
    event: 'refolded',
    path: '/proc/uptime',
    places: [{ brick: brickName('/proc/uptime'), x: 0, y: 0 }],
  });
  expect(JSON.parse(two)).toMatchObject({ event: 'refolded' });
  running.kill('SIGTERM');
  expect((await running).exitCode).toBe(0);
});

test('once: everything is brought into step, and nothing is written that is so already', async () => {
  folder.write({ 'src/a': 'a', 'src/b': 'b', 'elsewhere/c': 'c' });
  expect(await cli(['watch', 'src', at('elsewhere/c'), '--once', '--map', 'map'])).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringMatching(/^folded .*\nfolded .*\nfolded .*\n3 files in step$/),
  });
  expect(await cli(['watch', 'src', '--once', '--map', 'map'])).toMatchObject({ stdout: '2 files in step' });
  rmSync(at('map/manifest.json'));
  appendFileSync(at('src/b'), 'b');
  expect((await cli(['watch', 'src', '--once', '--map', 'map', '--json'])).stdout.split('\n')).toHaveLength(
    2,
  );
  // Also the brick that is not watched now: a map shows all bricks of its folder.
  expect(parseManifest(readFileSync(at('map/manifest.json'), 'utf8'))).toHaveLength(3);
});

test('of more than 64 MiB only the brick is written that changed, also after a start', async () => {
  folder.write({ 'src/db': noise(1_048_576, 1) });
  const most = 64 * 1_048_576;
  truncateSync(at('src/db'), most - 100);
  const part = (number: number) => brickName('src/db').replace(/brick$/, `000${number}.brick`);
  const { running, out } = begin(['watch', 'src']);
  await out.until(/^watching/);
  const first = placeOf('src/db');
  appendFileSync(at('src/db'), noise(300, 2));
  expect(await out.until(/^folded .*db \(67109064 bytes\)/)).toContain(`${part(1)} at `);
  const times = () => placed().map(({ brick: name, timestamp }) => [name, timestamp] as const);
  const before = new Map(times());
  appendFileSync(at('src/db'), noise(300, 3));
  const appended = await out.until(/^changed .*db \(67109364 bytes\)/);
  expect(appended).toMatch(new RegExp(`: \\d{3,4} bytes written in ${part(2)} at `));
  expect(new Map(times()).get(part(1))).toBe(before.get(part(1)));
  await isInStep('src/db');
  running.kill('SIGTERM');
  await running;
  const file = openSync(at('src/db'), 'r+');
  writeSync(file, 'changed', 40 * 1_048_576);
  closeSync(file);
  expect((await cli(['watch', 'src', '--once'])).stdout).toMatch(
    new RegExp(`^changed .*db \\(67109364 bytes\\): \\d{3,5} bytes written in ${part(1)} at `),
  );
  await isInStep('src/db');
  // The place of the artifact is that of its first brick, and stays.
  const { x, y } = first ?? { x: -1, y: -1 };
  expect(placed()).toMatchObject([{ brick: part(1), x, y }, { brick: part(2) }]);
  truncateSync(at('src/db'), 1_000);
  expect((await cli(['watch', 'src', '--once'])).stdout).toMatch(/^folded .*db \(1000 bytes\)/);
  expect(
    readdirSync(at('bricks'))
      .filter((name) => name.startsWith('src-db'))
      .sort(),
  ).toEqual([brickName('src/db'), `${brickName('src/db')}.json`]);
  expect(placed()).toMatchObject([{ brick: brickName('src/db'), x, y }]);
}, 120_000);

test('a signal in the middle of a fold leaves nothing of it, and what was folded before is on the map', async () => {
  folder.write({ 'src/a': 'a', 'src/z': noise(1_048_576, 1) });
  truncateSync(at('src/z'), 64 * 1_048_576);
  mkdirSync(at('bricks'));
  const begun = untilNamed(at('bricks'), /^\.src-z/);
  const { running, out } = begin(['watch', 'src']);
  await begun;
  running.kill('SIGTERM');
  expect(await running).toMatchObject({ exitCode: 0, stderr: '' });
  expect(out.lines.at(-1)).toMatch(/^stopped/);
  expect(readdirSync(at('bricks')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  expect(placeOf('src/a')).toBeDefined();
  expect((await cli(['watch', 'src', '--once'])).stdout).toMatch(/2 files in step$/);
  await isInStep('src/z');
});

test('a brick that a killed process left behind is made right at the next start', async () => {
  folder.write({ 'src/a': noise(200_000, 1) });
  await cli(['watch', 'src', '--once']);
  const bytes = readFileSync(brick('src/a'));
  writeFileSync(brick('src/a'), bytes.fill(9, 10_000, 10_256));
  expect((await cli(['watch', 'src', '--once'])).stdout).toMatch(/^folded .*a \(200000 bytes\)/);
  await isInStep('src/a');
});

test('a file that may not be read is named once, and folded when it may', async () => {
  folder.write({ 'src/a': 'a', 'src/secret': 's' });
  chmodSync(at('src/secret'), 0);
  for (const path of ['.', 'src']) chmodSync(at(path), 0o777);
  const { running, out } = begin(['watch', 'src'], process.getuid?.() === 0 ? { uid: 65_534 } : {});
  expect(await out.until(/^cannot read/)).toContain('secret (EACCES); it is tried again');
  await out.until(/^watching 2 files/);
  appendFileSync(at('src/a'), 'a');
  await out.until(/^changed .*a /);
  chmodSync(at('src/secret'), 0o644);
  await out.until(/^folded .*secret \(1 byte\)/);
  running.kill('SIGTERM');
  expect((await running).exitCode).toBe(0);
  expect(out.lines.filter((line) => line.startsWith('cannot read'))).toHaveLength(1);
});

test('beyond the number of files that are watched, the others are named and counted', async () => {
  for (let file = 0; file < 9; file++) folder.write({ [`src/${file}`]: String(file) });
  const { stdout } = await cli(['watch', 'src', '--once', '--max-files', '2']);
  expect(stdout).toMatch(/^left out 7 files beyond --max-files 2, as \//m);
  expect(placed()).toHaveLength(2);
});

test('the folder of the bricks is no artifact, also inside of what is watched', async () => {
  folder.write({ a: 'a' });
  expect((await cli(['watch', '.', '--once'])).stdout).toMatch(/1 file in step$/);
  expect((await cli(['watch', '.', '--once'])).stdout).toBe('1 file in step');
  expect(await cli(['watch', 'bricks'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Give --out'),
  });
});

test('one process at a time keeps the bricks of a folder in step', async () => {
  folder.write({ 'src/a': 'a' });
  const { running, out } = begin(['watch', 'src']);
  await out.until(/^watching/);
  const other = await cli(['watch', 'src', '--once']);
  expect(other).toMatchObject({ code: 2, stdout: '' });
  expect(other.stderr).toContain('End that one, or give another folder with --map.');
  running.kill('SIGKILL');
  await running;
  expect((await cli(['watch', 'src', '--once'])).stdout).toBe('1 file in step');
});

test('without paths, the tasks of type watch_path say what is watched', async () => {
  const nothing = await cli(['watch']);
  expect(nothing).toMatchObject({ code: 2, stdout: '' });
  expect(nothing.stderr).toContain('There is nothing to watch');
  folder.write({
    'src/a': 'a',
    'openspec/tasks/system_foundry/one.task.json': '{"task_id":"1","type":"watch_path","source":"src"}',
    'openspec/tasks/system_foundry/other.task.json':
      '{"task_id":"2","type":"convert_binary","source":"/bin/ls"}',
    'openspec/tasks/system_foundry/broken.task.json': '{',
  });
  expect((await cli(['watch', '--once'])).stdout).toMatch(/^folded .*\n1 file in step$/);
  expect(placeOf('src/a')).toBeDefined();
});

test('a path that is not there, and options that mean nothing, are said with the way out', async () => {
  expect((await cli(['watch', 'none'])).stderr).toContain('There is nothing at none.');
  expect((await cli(['watch', '.', '--poll', '0'])).stderr).toContain('Give seconds from 0.5 on.');
  expect((await cli(['watch', '.', '--max-files', '0'])).stderr).toContain('Give a number from 1');
  expect(existsSync(at('bricks'))).toBe(false);
});
