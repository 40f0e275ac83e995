import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FolderWatch } from '../../../src/adapters/system/folder-watch.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

/** Longer than any test may take: what ends a wait was not the clock. */
const EVER = 3_600_000;
const never = new AbortController().signal;

test('a file that is written in a folder of the folder ends the wait', async () => {
  using folder = new TemporaryFolder();
  await mkdir(join(folder.path, 'changes', 'add'), { recursive: true });
  using watch = new FolderWatch([{ path: folder.path, recursive: true }]);
  const waiting = watch.wait(EVER, never);
  await writeFile(join(folder.path, 'changes', 'add', 'tasks.md'), '- [ ] 1.1 Add one\n');
  await expect(waiting).resolves.toBeUndefined();
});

test('what changed between two waits is not missed', async () => {
  using folder = new TemporaryFolder();
  using watch = new FolderWatch([{ path: folder.path, recursive: false }]);
  await writeFile(join(folder.path, 'HEAD'), 'x');
  await expect(watch.wait(EVER, never)).resolves.toBeUndefined();
});

test('of a folder with names only those count', async () => {
  using folder = new TemporaryFolder();
  using watch = new FolderWatch([{ path: folder.path, recursive: false, names: ['HEAD'] }]);
  const stop = new AbortController();
  let ended = false;
  const waiting = watch.wait(EVER, stop.signal).then(() => {
    ended = true;
  });
  using other = new FolderWatch([{ path: folder.path, recursive: false }]);
  await writeFile(join(folder.path, 'objects'), 'x');
  await other.wait(EVER, never);
  expect(ended).toBe(false);
  await writeFile(join(folder.path, 'HEAD'), 'x');
  await waiting;
});

test('a signal ends the wait, and a folder that is missing or vanishes is no trouble', async () => {
  using folder = new TemporaryFolder();
  const gone = join(folder.path, 'gone');
  await mkdir(gone);
  using watch = new FolderWatch([
    { path: gone, recursive: true },
    { path: join(folder.path, 'never-there'), recursive: true },
  ]);
  await rm(gone, { recursive: true });
  const stop = new AbortController();
  const waits = [watch.wait(1, stop.signal), watch.wait(1, stop.signal)];
  await Promise.all(waits);
  const waiting = watch.wait(EVER, stop.signal);
  stop.abort();
  await expect(waiting).resolves.toBeUndefined();
});

test('a folder that was deleted and made again is watched again', async () => {
  using folder = new TemporaryFolder();
  const plan = join(folder.path, 'openspec');
  await mkdir(plan);
  using watch = new FolderWatch([{ path: plan, recursive: true }]);
  // Moved, so that the new folder cannot have the old one's number.
  await rename(plan, join(folder.path, 'old'));
  await mkdir(plan);
  await watch.wait(1, never);
  const waiting = watch.wait(EVER, never);
  await writeFile(join(plan, 'tasks.md'), 'x');
  await expect(waiting).resolves.toBeUndefined();
});
