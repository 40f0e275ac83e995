import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from '../../../src/adapters/artifacts/lock-folder.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
  folder.write({ 'else/7': 'kept', 'else/.gitignore': 'kept', 'map/x': '' });
});
afterEach(() => folder[Symbol.dispose]());
const at = (name: string) => join(folder.path, name);

test('a lock is kept where git does not look', async () => {
  for (const _ of [1, 2]) expect(await lockFolder(at('map'), 'a')).toBe(at('map/.openspec-complete/a'));
  expect(readFileSync(at('map/.openspec-complete/.gitignore'), 'utf8')).toBe('*\n');
});

test('a link that came with a repository leads no lock to another place', async () => {
  symlinkSync(at('else'), at('map/.openspec-complete'));
  await expect(lockFolder(at('map'), 'a')).rejects.toThrow('.openspec-complete, which is no folder,');
  mkdirSync(at('two/.openspec-complete'), { recursive: true });
  symlinkSync(at('else'), at('two/.openspec-complete/a'));
  symlinkSync(at('else/.gitignore'), at('two/.openspec-complete/.gitignore'));
  await expect(lockFolder(at('two'), 'a')).rejects.toThrow('a, which is no folder,');
  expect(readdirSync(at('else'))).toEqual(['.gitignore', '7']);
  expect(readFileSync(at('else/.gitignore'), 'utf8')).toBe('kept');
});
