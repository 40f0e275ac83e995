import { readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolders } from '../../../src/adapters/machine/make-folders.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());
const at = (name: string) => join(folder.path, name);

test('what is missing is made, and the first that was made is told', async () => {
  expect(await makeFolders(at('a'))).toBe(at('a'));
  expect(await makeFolders(at('a/b/c/d'))).toBe(at('a/b'));
  expect(await makeFolders(at('a/b/c/d'))).toBeUndefined();
  expect(await makeFolders('/')).toBeUndefined();
  expect(readdirSync(folder.path, { recursive: true }).toSorted()).toEqual(['a', 'a/b', 'a/b/c', 'a/b/c/d']);
});

test('each folder that is made has the permissions asked for', async () => {
  await makeFolders(at('a/b'), 0o700);
  expect(['a', 'a/b'].map((name) => statSync(at(name)).mode & 0o777)).toEqual([0o700, 0o700]);
});

test('several at once make each folder once', async () => {
  const made = await Promise.all(Array.from({ length: 16 }, () => makeFolders(at('a/b/c'))));
  expect(made.filter((path) => path === at('a'))).toHaveLength(1);
  expect(readdirSync(at('a/b'))).toEqual(['c']);
});

test('a link to a folder is followed', async () => {
  await makeFolders(at('real'));
  symlinkSync('real', at('link'));
  expect(await makeFolders(at('link/below'))).toBe(at('link/below'));
  expect(readdirSync(at('real'))).toEqual(['below']);
});

test.each([
  ['/proc/openspec-complete/below', 'EPERM'],
  ['/proc/self/openspec-complete', 'EPERM'],
  ['/proc/self/fd/openspec-complete/below', 'EPERM'],
  ['/proc/version/below', 'ENOTDIR'],
])('%s ends with %s', async (path, code) => {
  await expect(makeFolders(path)).rejects.toMatchObject({ code, path: expect.stringContaining('/proc/') });
});

test('where the system refuses folders in its own words, they stay', async () => {
  await expect(makeFolders('/sys/openspec-complete/below')).rejects.toMatchObject({
    code: expect.stringMatching(/^(EPERM|EACCES|EROFS)$/),
    path: '/sys/openspec-complete',
  });
});

test.each(['file', 'dangling', 'loop'])(
  'a %s in the way, or as the folder itself, is an error',
  async (name) => {
    folder.write({ file: 'a' });
    symlinkSync('nothing', at('dangling'));
    symlinkSync('loop', at('loop'));
    const code = name === 'loop' ? 'ELOOP' : 'ENOTDIR';
    for (const path of [name, `${name}/below`, `${name}/below/it`])
      await expect(makeFolders(at(path))).rejects.toMatchObject({ code });
    expect(readdirSync(folder.path)).toEqual(['dangling', 'file', 'loop']);
  },
);
