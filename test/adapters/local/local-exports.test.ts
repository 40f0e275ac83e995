import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LocalExports } from '../../../src/adapters/local/local-exports.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const FILES = new Map([
  ['one.json', '1'],
  ['two.json', '2'],
]);

test('files are put into a folder that is made, and nothing else is left there', async () => {
  using folder = new TemporaryFolder();
  const path = join(folder.path, 'share', 'deep');
  await new LocalExports({ path, within: folder.path }).replace(FILES);
  await new LocalExports({ path, within: folder.path }).replace(new Map([['one.json', 'new']]));
  expect(readdirSync(path)).toEqual(['one.json', 'two.json']);
  expect(readFileSync(join(path, 'one.json'), 'utf8')).toBe('new');
});

test('when one file cannot be written the old ones are as they were', async () => {
  using folder = new TemporaryFolder().write({ 'one.json': 'old', 'other.txt': 'mine' });
  const exports = new LocalExports({ path: folder.path, within: folder.path });
  const files = new Map([...FILES, ['x'.repeat(300), 'too long a name']]);
  await expect(exports.replace(files)).rejects.toMatchObject({ code: 'not-writable', at: folder.path });
  expect(readdirSync(folder.path)).toEqual(['one.json', 'other.txt']);
  expect(readFileSync(join(folder.path, 'one.json'), 'utf8')).toBe('old');
});

test('a link in the place of a file is refused, and so is a folder', async () => {
  using folder = new TemporaryFolder().write({ 'outside.txt': 'mine' });
  const path = join(folder.path, 'out');
  mkdirSync(join(path, 'one.json'), { recursive: true });
  const exports = new LocalExports({ path, within: folder.path });
  await expect(exports.replace(FILES)).rejects.toMatchObject({ code: 'path-unusable' });
  symlinkSync(join(folder.path, 'outside.txt'), join(path, 'two.json'));
  await expect(exports.replace(new Map([['two.json', 'x']]))).rejects.toMatchObject({
    code: 'path-unusable',
  });
  expect(readFileSync(join(folder.path, 'outside.txt'), 'utf8')).toBe('mine');
  expect(readdirSync(path)).toEqual(['one.json', 'two.json']);
});

test('a link on the way from the repository to the folder is refused', async () => {
  using folder = new TemporaryFolder();
  mkdirSync(join(folder.path, 'repository'));
  mkdirSync(join(folder.path, 'elsewhere'));
  symlinkSync(join(folder.path, 'elsewhere'), join(folder.path, 'repository', 'share'));
  const within = join(folder.path, 'repository');
  for (const path of [join(within, 'share', 'atlas'), join(within, 'share')])
    await expect(new LocalExports({ path, within }).replace(FILES)).rejects.toMatchObject({
      code: 'path-unusable',
      message: expect.stringContaining('a link'),
    });
  expect(readdirSync(join(folder.path, 'elsewhere'))).toEqual([]);
});

test('links above a folder that the user named are the user’s own', async () => {
  using folder = new TemporaryFolder();
  mkdirSync(join(folder.path, 'real'));
  symlinkSync(join(folder.path, 'real'), join(folder.path, 'short'));
  const path = join(folder.path, 'short', 'out');
  await new LocalExports({ path, within: join(folder.path, 'repository') }).replace(FILES);
  expect(readdirSync(join(folder.path, 'real', 'out'))).toEqual(['one.json', 'two.json']);
  const last = new LocalExports({
    path: join(folder.path, 'short'),
    within: join(folder.path, 'repository'),
  });
  await expect(last.replace(FILES)).rejects.toMatchObject({ code: 'path-unusable' });
});

test('a file in the place of the folder is one sentence', async () => {
  using folder = new TemporaryFolder().write({ share: 'a file' });
  const exports = new LocalExports({ path: join(folder.path, 'share', 'atlas'), within: folder.path });
  await expect(exports.replace(FILES)).rejects.toMatchObject({
    code: 'path-unusable',
    message: expect.stringContaining('share, which is no folder, cannot be used.'),
  });
});

test('what a killed export left is removed when it is an hour old, and nothing else is', async () => {
  const id = '0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0';
  const left = [`one.json.${id}.old`, `two.json.${id}.tmp`];
  const kept = ['one.json.backup', `one.json.${id}.txt`, `other.json.${id}.tmp`];
  using folder = new TemporaryFolder();
  folder.write(Object.fromEntries([...left, ...kept].map((name) => [name, 'x'])));
  const place = { path: folder.path, within: folder.path };
  await new LocalExports(place).replace(FILES);
  expect(readdirSync(folder.path)).toEqual([...FILES.keys(), ...left, ...kept].toSorted());
  await new LocalExports({ ...place, now: () => Date.now() + 3_700_000 }).replace(FILES);
  expect(readdirSync(folder.path)).toEqual([...FILES.keys(), ...kept].toSorted());
});
