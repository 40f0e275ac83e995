import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { brickName } from '../../src/core/foundry/brick-name.ts';
import { FoundryCli } from '../support/foundry-cli.ts';

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

let foundry: FoundryCli;
beforeEach(() => {
  foundry = new FoundryCli();
  foundry.write({ 'src/a': 'a', 'src/b': 'b', 'src/c': 'c' });
  chmodSync(foundry.path, 0o777);
});
afterEach(() => foundry[Symbol.dispose]());

function begin(...args: readonly string[]) {
  return foundry.begin(['watch', 'src', '--poll', '0.5', ...args], isRoot ? { uid: NOBODY } : {});
}

async function untilWritten(path: string, change: () => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const watching = watch(path, () => resolve());
  change();
  await promise;
  watching.close();
}

const unfolded = async (name: string) => {
  await foundry.run('unfold', foundry.brick(name), '--out', 'unfolded');
  return readFileSync(foundry.at('unfolded'), 'utf8');
};

test('a folder of bricks that cannot be written is told once, and everything follows when it can', async () => {
  const { running, out } = begin();
  await out.until(/^watching 3 files/);
  chmodSync(foundry.at('bricks'), 0o555);
  if (isRoot) chownSync(foundry.at('bricks'), 0, 0);
  appendFileSync(foundry.at('src/a'), 'a');
  rmSync(foundry.at('src/b'));
  expect(await out.until(/bricks/)).toBe(
    `The folder of the bricks ${foundry.at('bricks')} cannot be used. Check who owns it, its permissions and that it is of ` +
      `the right kind. Until then ${foundry.at('bricks')} is out of step; it is tried again.`,
  );
  writeFileSync(foundry.at('src/new'), 'new');
  // It goes on hearing: of a folder that it may not look into.
  mkdirSync(foundry.at('src/shut'), { mode: 0o700 });
  if (!isRoot) chmodSync(foundry.at('src/shut'), 0);
  expect(await out.until(/^skipped/)).toBe(
    `skipped ${foundry.at('src/shut')}: this user may not look into it`,
  );
  if (isRoot) chownSync(foundry.at('bricks'), NOBODY, NOBODY);
  chmodSync(foundry.at('bricks'), 0o755);
  const told = [await out.until(/src\//), await out.until(/src\//), await out.until(/src\//)];
  expect(told.map((line) => line.replace(/ .*\/src\/(\w+).*/, ' $1')).sort()).toEqual([
    'changed a',
    'folded new',
    'gone b',
  ]);
  running.kill('SIGTERM');
  expect(await running).toMatchObject({ exitCode: 0, stderr: '' });
  expect(out.lines.filter((line) => line.includes('cannot be used'))).toHaveLength(1);
  expect(await unfolded('src/a')).toBe('aa');
  expect(JSON.parse(readFileSync(`${foundry.brick('src/b')}.json`, 'utf8'))).toHaveProperty('gone_at');
  expect(readdirSync(foundry.at('bricks')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
}, 15_000);

test('one brick that cannot be written keeps no other from its file', async () => {
  const { running, out } = begin();
  await out.until(/^watching 3 files/);
  rmSync(foundry.brick('src/b'));
  mkdirSync(foundry.brick('src/b'));
  for (const name of ['a', 'b', 'c']) appendFileSync(foundry.at(`src/${name}`), name);
  expect(await out.until(/cannot be used/)).toContain(
    `${foundry.brick('src/b')}, which is no plain file, cannot`,
  );
  await out.until(/^changed .*src\/c /);
  rmdirSync(foundry.brick('src/b'));
  await out.until(/^folded .*src\/b \(2 bytes\)/);
  running.kill('SIGTERM');
  expect((await running).exitCode).toBe(0);
  expect(await unfolded('src/b')).toBe('bb');
});

test.runIf(isRoot)('a brick of somebody else is replaced where the folder allows it', async () => {
  const { running, out } = begin();
  await out.until(/^watching 3 files/);
  chownSync(foundry.brick('src/a'), 0, 0);
  appendFileSync(foundry.at('src/a'), 'a');
  await out.until(/^folded .*src\/a \(2 bytes\)/);
  running.kill('SIGTERM');
  expect((await running).exitCode).toBe(0);
});

test('a manifest that cannot be read is told once, and what was folded meanwhile comes on the map', async () => {
  const { running, out } = begin();
  await out.until(/^watching 3 files/);
  const manifest = readFileSync(foundry.at('bricks/manifest.json'));
  writeFileSync(foundry.at('bricks/manifest.json'), '[');
  appendFileSync(foundry.at('src/a'), 'a');
  expect(await out.until(/manifest/)).toContain('is no JSON object');
  await untilWritten(foundry.brick('src/a'), () => appendFileSync(foundry.at('src/a'), 'a'));
  writeFileSync(foundry.at('src/new'), 'new');
  writeFileSync(foundry.at('bricks/manifest.json'), manifest);
  await out.until(/^folded .*new \(3 bytes\)/);
  running.kill('SIGTERM');
  expect((await running).exitCode).toBe(0);
  expect(foundry.placed().map(({ brick }) => brick)).toContain(brickName('src/new'));
  expect(out.lines.filter((line) => /^folded .*src\/a \(3 bytes\)/.test(line))).toHaveLength(1);
  expect(out.lines.filter((line) => line.includes('manifest'))).toHaveLength(1);
});

test('once, a folder of bricks that cannot be written ends it with one sentence', async () => {
  await begin('--once').running;
  appendFileSync(foundry.at('src/a'), 'a');
  chmodSync(foundry.at('bricks'), 0o555);
  if (isRoot) chownSync(foundry.at('bricks'), 0, 0);
  const { exitCode, stdout, stderr } = await begin('--once').running;
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(
    `The folder of the bricks ${foundry.at('bricks')} cannot be used. Check who owns it`,
  );
});

test('a folder that holds nothing but links is told of', async () => {
  mkdirSync(foundry.at('links'));
  symlinkSync('../src/a', foundry.at('links/a'));
  expect((await foundry.run('watch', 'links', '--once')).stdout).toBe(
    `skipped ${foundry.at('links')}: it holds nothing but links, which are not followed\n0 files in step`,
  );
  expect(existsSync(foundry.at('bricks/manifest.json'))).toBe(false);
});
