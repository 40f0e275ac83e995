import { appendFileSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseManifest } from '../../src/core/foundry/map-manifest.ts';
import { LineReader } from '../support/line-reader.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const FOLDER = 'openspec/tasks/system_foundry';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

const at = (name: string) => join(folder.path, name);
const placed = () => parseManifest(readFileSync(at('bricks/manifest.json'), 'utf8')) ?? [];
const bricks = () => readdirSync(at('bricks')).filter((name) => name.endsWith('.brick'));
const task = (stem: string, fields: object) =>
  folder.write({
    [`${FOLDER}/${stem}.task.json`]: JSON.stringify({ task_id: stem, type: 'watch_path', ...fields }),
  });

function begin(args: readonly string[]) {
  const env = { ...process.env, LM_STUDIO_ENABLED: '0', GEMATRIA_DSN: 'off' };
  const running = execa(process.execPath, [CLI, 'foundry', ...args], {
    ...{ cwd: folder.path, reject: false, env },
  });
  return { running, out: new LineReader(running.stdout) };
}
async function cli(...args: string[]) {
  const { exitCode: code, stdout, stderr } = await begin(args).running;
  return { code, stdout, stderr };
}

test('watch keeps the brick in step that run has made, at its destination and on its place', async () => {
  folder.write({ log: 'one\n', 'other/log': 'elsewhere\n' });
  task('the-log', { source: 'log', destination: 'app_log.brick' });
  task('unnamed', { source: 'other/log' });
  expect((await cli('run')).code).toBe(0);
  const before = placed();
  expect(before.map(({ brick }) => brick).toSorted()).toEqual(['app_log.brick', 'unnamed.brick']);

  const { running, out } = begin(['watch', '--json']);
  await out.until(/"event":"watching"/);
  appendFileSync(at('log'), 'two\n');
  const changed = JSON.parse(await out.until(/"event":"refolded"/));
  const [{ x, y } = { x: -1, y: -1 }] = before.filter(({ brick }) => brick === 'app_log.brick');
  expect(changed.places).toEqual([{ brick: 'app_log.brick', x, y }]);
  running.kill('SIGTERM');
  await running;
  expect(bricks()).toEqual(['app_log.brick', 'unnamed.brick']);
  await cli('unfold', 'bricks/app_log.brick', '--out', 'back');
  expect(readFileSync(at('back'), 'utf8')).toBe('one\ntwo\n');
});

test('a brick in a folder below is kept in step and off the map; files of a folder are named after it', async () => {
  folder.write({ 'src/a': 'a', 'src/sub/b': 'b', log: 'log' });
  task('log', { source: 'log', destination: 'tools/log' });
  task('src', { source: 'src', destination: 'code.brick' });
  expect((await cli('watch', '--once')).stdout).toContain('3 files in step');
  expect(existsSync(at('bricks/tools/log.brick'))).toBe(true);
  expect(bricks()).toEqual([
    expect.stringMatching(/^code-a-[0-9a-f]{12}\.brick$/),
    expect.stringMatching(/^code-sub-b-[0-9a-f]{12}\.brick$/),
  ]);
  expect(
    placed()
      .map(({ brick }) => brick)
      .toSorted(),
  ).toEqual(bricks());
  expect((await cli('watch', '--once')).stdout).toBe('3 files in step');
});

test.each([
  [
    '../away',
    {},
    /b\.task\.json cannot be done: destination "\.\.\/away" is not a plain path below bricks\//,
  ],
  ['a.brick', {}, /b\.task\.json has the task_id or destination of a\.task\.json, so/],
  ['b.brick', { source: 'log' }, /b\.task\.json has the source of a\.task\.json and another destination/],
  ['b.brick', { source: 7 }, /b\.task\.json cannot be read: source /],
  ['b.brick', { source: 'none' }, /b\.task\.json cannot be done: there is nothing at none, so/],
  ['b.brick', { source: 'bricks' }, /b\.task\.json cannot be done: the bricks themselves are in bricks, so/],
])(
  'a destination %s that cannot hold is one sentence, and the other task is watched',
  async (destination, fields, said) => {
    folder.write({ log: 'log', log2: 'log', 'bricks/.gitignore': '' });
    task('a', { source: 'log' });
    task('b', { source: 'log2', destination, ...fields });
    const { code, stdout, stderr } = await cli('watch', '--once');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [first, ...others] = stdout.split('\n');
    expect(first).toMatch(/^The FoundryTask .*, so it is not watched\.$/);
    expect(first).toMatch(said);
    expect(others).toEqual([expect.stringMatching(/^folded .*\/log /), '1 file in step']);
    expect(bricks()).toEqual(['a.brick']);
  },
);

test('a link in place of a folder of the destination is not followed', async () => {
  folder.write({ log: 'log', 'bricks/x': '', 'out/x': '' });
  symlinkSync(at('out'), at('bricks/tools'));
  task('log', { source: 'log', destination: 'tools/log' });
  expect((await cli('watch', '--once')).stderr).toContain('a link');
  expect(readdirSync(at('out'))).toEqual(['x']);
  folder.write({ other: 'other' });
  task('other', { source: 'other' });
  expect((await cli('watch', '--once')).stdout).toMatch(
    /^The FoundryTask log\.task\.json cannot be done: .*tools, a link, cannot be used, so .*\nfolded .*other .*\n1 file in step$/,
  );
  expect(readdirSync(at('out'))).toEqual(['x']);
});

test('where no task can be watched, that ends it with all reasons, and nothing is written', async () => {
  task('a', { source: 'none' });
  task('b', { source: 7 });
  const { code, stdout, stderr } = await cli('watch');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(
    /The FoundryTask b\.task\.json cannot be read: .*; a\.task\.json cannot be done: .*, so nothing/,
  );
  expect(existsSync(at('bricks'))).toBe(false);
});

test('paths on the command line have names of their own, whatever the tasks say', async () => {
  folder.write({ log: 'log' });
  task('a', { source: 'log', destination: '../away' });
  await cli('watch', 'log', '--once');
  expect(bricks()).toEqual([expect.stringMatching(/^log-[0-9a-f]{12}\.brick$/)]);
});
