import { lstatSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ensureRealFolder } from '../../../src/adapters/sandbox/ensure-real-folder.ts';
import { temporaryFolder } from '../../support/rust-slot.ts';

test('runs that start at once may all make the folder that none of them finds', async () => {
  using folder = temporaryFolder();
  for (let round = 0; round < 50; round += 1) {
    const path = join(folder.path, String(round));
    await Promise.all(Array.from({ length: 8 }, () => ensureRealFolder(path)));
    expect(lstatSync(path).isDirectory()).toBe(true);
  }
});

test('a link or a file in its place goes, and what the link leads to stays', async () => {
  using folder = temporaryFolder();
  const kept = join(folder.path, 'kept');
  mkdirSync(kept);
  symlinkSync(kept, join(folder.path, 'link'));
  writeFileSync(join(folder.path, 'file'), '');
  for (const name of ['link', 'file']) {
    await ensureRealFolder(join(folder.path, name));
    expect(lstatSync(join(folder.path, name)).isDirectory()).toBe(true);
  }
  expect(lstatSync(kept).isDirectory()).toBe(true);
});
