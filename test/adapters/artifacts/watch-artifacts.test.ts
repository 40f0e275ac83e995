import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  type watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  findArtifacts,
  type WatchOptions,
  watchArtifacts,
} from '../../../src/adapters/artifacts/watch-artifacts.ts';
import type { ArtifactWatcher, LookWish } from '../../../src/ports/artifact-watcher.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
let watcher: ArtifactWatcher | undefined;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  watcher?.[Symbol.dispose]();
  watcher = undefined;
  folder[Symbol.dispose]();
});

const at = (name: string) => join(folder.path, name);
const EVERYTHING: LookWish = { most: 100, isKnown: () => false };
const find = async (path: string, wish = EVERYTHING) =>
  await findArtifacts(at('tree/bricks')).look(path, wish);
const namesOf = (files: readonly { readonly path: string }[]) =>
  files.map(({ path }) => path.slice(folder.path.length + 1)).sort();

/** What is told, as it comes. */
class Told {
  readonly paths = new Set<string>();
  readonly ever = new Set<string>();
  readonly notices: string[] = [];
  #look: () => void = () => undefined;

  readonly tell = (path: string) => {
    this.paths.add(path);
    this.ever.add(path);
    this.#look();
  };

  async until(path: string): Promise<void> {
    while (!this.paths.has(path)) await new Promise<void>((resolve) => (this.#look = resolve));
    this.paths.clear();
  }
}

function start(root: string, rest: Partial<WatchOptions> = {}): Told {
  const told = new Told();
  watcher = watchArtifacts({
    roots: [root],
    without: at('tree/bricks'),
    pollMilliseconds: 60_000,
    reviewMilliseconds: 60_000,
    tell: told.tell,
    notice: (text) => told.notices.push(text),
    ...rest,
  });
  return told;
}

test('plain files are found at any depth, without git’s own, the bricks, links, and what has no end', async () => {
  folder.write({
    'tree/a': '1',
    'tree/deep/er/b': '2',
    'tree/bricks/x.brick': '3',
    'tree/deep/.git/config': '6',
    'tree/bricksnot': '4',
    'out/c': '5',
  });
  symlinkSync(at('out'), at('tree/link'));
  symlinkSync(at('out/c'), at('tree/linked'));
  execFileSync('mkfifo', [at('tree/pipe')]);
  const looked = await find(at('tree'));
  expect(namesOf(looked.files)).toEqual(['tree/a', 'tree/bricksnot', 'tree/deep/er/b']);
  expect(looked.leftOut).toEqual([{ path: at('tree/pipe'), why: 'a device, socket or pipe' }]);
  expect(namesOf((await find(at('tree/a'))).files)).toEqual(['tree/a']);
  expect((await find(at('tree/link'))).total).toBe(0);
  expect((await find(at('tree/none'))).total).toBe(0);
});

test('below a folder of /proc, what has no end is left out and named', async () => {
  const looked = await find(`/proc/${process.pid}`);
  expect(looked.files.length).toBeGreaterThan(10);
  expect(looked.files.filter(({ path }) => /\/(mem|pagemap)$/.test(path))).toEqual([]);
  expect(looked.leftOut).toContainEqual({
    path: `/proc/${process.pid}/mem`,
    why: 'folded only when it is named',
  });
});

test('of too many files the most recently changed are given, and those that are known; all are counted', async () => {
  for (let number = 0; number < 30; number++) {
    folder.write({ [`tree/${number}`]: '' });
    utimesSync(at(`tree/${number}`), 1_000, 1_000 + number);
  }
  const looked = await find(at('tree'), { most: 3, isKnown: (path) => path === at('tree/7') });
  expect(namesOf(looked.files)).toEqual(['tree/27', 'tree/28', 'tree/29', 'tree/7']);
  expect([looked.total, looked.others]).toEqual([
    30,
    ['26', '25', '24', '23', '22'].map((name) => at(`tree/${name}`)),
  ]);
});

test('a file has another stamp after a change, and none that is trusted while it may still change unseen', async () => {
  folder.write({ 'tree/a': '1' });
  expect((await find(at('tree/a'))).files[0]?.stamp).toBeUndefined();
  expect((await find('/proc/meminfo')).files[0]?.stamp).toBeUndefined();
  const [old] = (await find(process.execPath)).files;
  expect(old?.stamp).toMatch(/^\d+ \d+ [\d.]+$/);
});

test('changes, new files in new folders, renames and deletes are told', async () => {
  folder.write({ 'tree/a': '1', 'tree/deep/b': '2' });
  const told = start(at('tree'));
  await watcher?.look(at('tree'), EVERYTHING);
  appendFileSync(at('tree/deep/b'), 'x');
  await told.until(at('tree/deep/b'));
  mkdirSync(at('tree/new'));
  await told.until(at('tree/new'));
  await watcher?.look(at('tree/new'), EVERYTHING);
  writeFileSync(at('tree/new/c'), 'x');
  await told.until(at('tree/new/c'));
  renameSync(at('tree/new'), at('tree/newer'));
  await told.until(at('tree/newer'));
  await watcher?.look(at('tree/new'), EVERYTHING);
  await watcher?.look(at('tree/newer'), EVERYTHING);
  appendFileSync(at('tree/newer/c'), 'x');
  await told.until(at('tree/newer/c'));
  rmSync(at('tree/a'));
  await told.until(at('tree/a'));
});

test('one file is followed through a rotation, and its neighbours are nobody’s business', async () => {
  folder.write({ 'log/app': '1' });
  const told = start(at('log/app'));
  await watcher?.look(at('log/app'), EVERYTHING);
  for (let round = 0; round < 3; round++) {
    renameSync(at('log/app'), at('log/app.1'));
    writeFileSync(at('log/neighbour'), String(round));
    await told.until(at('log/app'));
    writeFileSync(at('log/app'), String(round));
    await told.until(at('log/app'));
    appendFileSync(at('log/app'), 'more');
    appendFileSync(at('log/neighbour'), 'more');
    await told.until(at('log/app'));
  }
  expect(told.ever).toEqual(new Set([at('log/app')]));
});

test('a root that is replaced as a whole is told, and watched again', async () => {
  folder.write({ 'tree/a': '1' });
  const told = start(at('tree'));
  await watcher?.look(at('tree'), EVERYTHING);
  rmSync(at('tree'), { recursive: true });
  await told.until(at('tree'));
  await watcher?.look(at('tree'), EVERYTHING);
  folder.write({ 'tree/b': '1' });
  await told.until(at('tree'));
  expect(namesOf((await watcher?.look(at('tree'), EVERYTHING))?.files ?? [])).toEqual(['tree/b']);
  appendFileSync(at('tree/b'), 'x');
  await told.until(at('tree/b'));
});

test('a folder that is removed and made again before anybody looked is watched again', async () => {
  folder.write({ 'tree/deep/a': '1' });
  const told = start(at('tree'));
  await watcher?.look(at('tree'), EVERYTHING);
  for (let round = 0; round < 3; round++) {
    rmSync(at('tree/deep'), { recursive: true });
    folder.write({ 'tree/deep/a': '2' });
    await told.until(at('tree/deep'));
    await watcher?.look(at('tree/deep'), EVERYTHING);
    appendFileSync(at('tree/deep/a'), 'x');
    await told.until(at('tree/deep/a'));
  }
});

test('permissions of a folder are told as its own, and a file of its name is heard in it', async () => {
  folder.write({ 'tree/deep/a': '1' });
  const told = start(at('tree'));
  await watcher?.look(at('tree'), EVERYTHING);
  chmodSync(at('tree/deep'), 0o700);
  await told.until(at('tree/deep'));
  for (let round = 0; round < 2; round++) {
    writeFileSync(at('tree/deep/deep'), String(round));
    await told.until(at('tree/deep'));
    expect(namesOf((await watcher?.look(at('tree/deep'), EVERYTHING))?.files ?? [])).toContain(
      'tree/deep/deep',
    );
  }
  expect(told.ever).toEqual(new Set([at('tree/deep')]));
});

test('a folder of links alone is left out with the reason', async () => {
  folder.write({ 'out/c': '5', 'tree/empty/x': '' });
  rmSync(at('tree/empty/x'));
  symlinkSync(at('out/c'), at('tree/linked'));
  const why = 'it holds nothing but links, which are not followed';
  expect((await find(at('tree'))).leftOut).toEqual([{ path: at('tree'), why }]);
  expect((await find(at('tree/empty'))).leftOut).toEqual([]);
});

test('files of /proc are looked at again and again', async () => {
  const told = start('/proc/meminfo', { pollMilliseconds: 5 });
  await watcher?.look('/proc/meminfo', EVERYTHING);
  await told.until('/proc/meminfo');
  await told.until('/proc/meminfo');
});

test('what the kernel told nobody is found by looking at everything from time to time', async () => {
  folder.write({ 'tree/a': '' });
  const deaf = () => Object.assign(new EventEmitter(), { close: () => undefined });
  const told = start(at('tree'), { reviewMilliseconds: 5, watch: deaf as unknown as typeof watch });
  await watcher?.look(at('tree'), EVERYTHING);
  await told.until(at('tree'));
  await told.until(at('tree'));
  expect(told.notices).toEqual([]);
});

test.each(['ENOSPC', 'EMFILE'])(
  'where inotify has no more room (%s), it is said once and everything is looked at again and again',
  async (code) => {
    folder.write({ 'tree/a/1': '', 'tree/b/1': '', 'tree/c/1': '' });
    const full = () => {
      throw Object.assign(new Error('no space left'), { code });
    };
    const told = start(at('tree'), { pollMilliseconds: 5, watch: full as unknown as typeof watch });
    expect((await watcher?.look(at('tree'), EVERYTHING))?.total).toBe(3);
    await told.until(at('tree'));
    await watcher?.look(at('tree'), EVERYTHING);
    await told.until(at('tree'));
    expect(told.notices).toEqual([
      `inotify has no room for more watches (${code}), so everything is looked at every 0.005 seconds; raise fs.inotify.max_user_watches`,
    ]);
  },
);
