import { cpSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FoundryCli } from '../support/foundry-cli.ts';

let foundry: FoundryCli;
beforeEach(() => {
  foundry = new FoundryCli();
});
afterEach(() => foundry[Symbol.dispose]());

const sidecar = (name: string) => JSON.parse(readFileSync(`${foundry.brick(name)}.json`, 'utf8'));
const unfolded = async (name: string) => {
  await foundry.run('unfold', foundry.brick(name), '--out', 'unfolded');
  return readFileSync(foundry.at('unfolded'), 'utf8');
};

test('a link in place of a watched file or of a folder above it is not followed: the file is gone', async () => {
  foundry.write({ 's/f': 'mine', 's/deep/g': 'mine', 'out/g': 'secret', 'outside.txt': 'secret' });
  const { running, out } = foundry.begin(['watch', 's']);
  await out.until(/^watching 2 files/);
  rmSync(foundry.at('s/f'));
  symlinkSync('../outside.txt', foundry.at('s/f'));
  expect(await out.until(/ .*\/s\/f/)).toMatch(/^gone /);
  renameSync(foundry.at('s/deep'), foundry.at('moved'));
  symlinkSync('../out', foundry.at('s/deep'));
  expect(await out.until(/ .*\/s\/deep\/g/)).toMatch(/^gone /);
  rmSync(foundry.at('s/f'));
  writeFileSync(foundry.at('s/f'), 'back');
  await out.until(/^folded .*\/s\/f \(4 bytes\)/);
  running.kill('SIGTERM');
  await running;
  expect(sidecar('s/deep/g')).toHaveProperty('gone_at');
  expect(await unfolded('s/deep/g')).toBe('mine');
  expect(await unfolded('s/f')).toBe('back');
});

test('a folder in place of a watched file has a brick for each of its files, and none for git’s', async () => {
  foundry.write({ 's/f': 'mine', 'outd/.git/config': 'token', 'outd/a': 'a', 'outd/b': 'b' });
  const { running, out } = foundry.begin(['watch', 's']);
  await out.until(/^watching 1 file,/);
  rmSync(foundry.at('s/f'));
  cpSync(foundry.at('outd'), foundry.at('s/f'), { recursive: true });
  const told = [await out.until(/\/s\/f/), await out.until(/\/s\/f/), await out.until(/\/s\/f/)];
  expect(told.map((line) => line.replace(/ .*(\/s\/f\S*).*/, ' $1')).sort()).toEqual([
    'folded /s/f/a',
    'folded /s/f/b',
    'gone /s/f;',
  ]);
  running.kill('SIGTERM');
  await running;
  expect(sidecar('s/f')).toMatchObject({ source: { kind: 'file' }, gone_at: expect.any(String) });
});

test('a link that the user names is followed, once', async () => {
  foundry.write({ 's/f': 'mine', 'other/f': 'theirs' });
  symlinkSync('s', foundry.at('named'));
  const { running, out } = foundry.begin(['watch', 'named']);
  await out.until(/^watching 1 file,/);
  rmSync(foundry.at('named'));
  symlinkSync('other', foundry.at('named'));
  writeFileSync(foundry.at('s/f'), 'mine again');
  await out.until(/^changed .*\/s\/f \(10 bytes\)/);
  running.kill('SIGTERM');
  await running;
});
