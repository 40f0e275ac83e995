import {
  chmod,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGit } from '../../../src/adapters/git/git.ts';
import { openCheckout } from '../../../src/adapters/git/open-checkout.ts';
import { createRepository } from '../../../src/adapters/git/repository.ts';
import { createSlots } from '../../../src/adapters/git/slots.ts';
import type { SlotLease } from '../../../src/ports/repository.ts';
import { createGitProject, type GitProject } from '../../support/git-project.ts';

const git = createGit({ PATH: process.env['PATH'] });
let project: GitProject;
beforeEach(async () => {
  project = await createGitProject();
});
afterEach(() => project[Symbol.asyncDispose]());

async function openSlots(root = project.root) {
  const checkout = await openCheckout(git, root);
  const repository = createRepository(git, checkout);
  return createSlots(git, { checkout, repository, state: join(project.folder, 'state') });
}

/** Paths and texts of a folder, `<dir>` for empty ones. */
async function snapshot(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const full = join(entry.parentPath, entry.name);
    const path = full.slice(folder.length + 1);
    if (entry.isFile()) found[path] = await readFile(full, 'utf8');
    else if (!entry.isDirectory()) found[path] = '<special>';
    else if ((await readdir(full)).length === 0) found[path] = '<dir>';
  }
  return found;
}
const mtimeOf = async (path: string) => (await stat(path, { bigint: true })).mtimeNs;
const message = { subject: 'add-x 1.1: Do it', body: 'Because.', date: '2026-11-20T10:00:00Z' };

describe('reset', () => {
  test('the tree is exactly the commit, whatever was left in it', async () => {
    const commit = await project.commit({
      'src/lib.rs': 'fn a() {}\n',
      'a/b': 'b\n',
      '.gitignore': '/target\nCargo.lock\n',
    });
    const expected = { 'src/lib.rs': 'fn a() {}\n', 'a/b': 'b\n', '.gitignore': '/target\nCargo.lock\n' };
    await using lease = await (await openSlots()).lease();
    const { tree } = lease.slot;
    await lease.reset(commit);
    expect(await snapshot(tree)).toEqual(expected);

    await writeFile(join(tree, 'Cargo.lock'), 'ignored');
    await writeFile(join(tree, 'src/new.rs'), 'untracked');
    await mkdir(join(tree, 'empty/deep'), { recursive: true });
    await mkdir(join(tree, 'src/.git'));
    await writeFile(join(tree, 'src/.git/HEAD'), 'ref: refs/heads/main\n');
    await execa('git', ['init', '--quiet', join(tree, 'nested')]);
    await writeFile(Buffer.concat([Buffer.from(`${tree}/bad-`), Buffer.from([0xff, 0xfe])]), 'not UTF-8');
    await symlink(project.root, join(tree, 'out'));
    await execa('mkfifo', [join(tree, 'pipe')]);
    await rm(join(tree, 'a'), { recursive: true });
    await symlink(project.root, join(tree, 'a'));
    await rm(join(tree, 'src/lib.rs'));
    await mkdir(join(tree, 'src/lib.rs/in'), { recursive: true });
    await lease.reset(commit);
    expect(await snapshot(tree)).toEqual(expected);
    expect((await lstat(join(tree, 'a'))).isDirectory()).toBe(true);
  });

  test('a file edited with its size and time forged is restored', async () => {
    const commit = await project.commit({ 'lib.rs': 'good\n' });
    await using lease = await (await openSlots()).lease();
    await lease.reset(commit);
    const file = join(lease.slot.tree, 'lib.rs');
    const before = await stat(file);
    await writeFile(file, 'evil\n');
    await utimes(file, before.atime, before.mtime);
    await lease.reset(commit);
    expect(await readFile(file, 'utf8')).toBe('good\n');
  });

  test('unchanged files keep their time, every changed one gets a later one, back and forth', async () => {
    const one = await project.commit({ 'same.rs': 's', 'a.rs': 'one', 'b.rs': 'xxx', 'only-one.rs': '1' });
    const two = await project.commit({ 'a.rs': 'two', 'b.rs': 'yyy', 'only-one.rs': null });
    await using lease = await (await openSlots()).lease();
    const times = async () =>
      Promise.all(['same.rs', 'a.rs', 'b.rs'].map((name) => mtimeOf(join(lease.slot.tree, name))));
    await lease.reset(one);
    let before = await times();
    for (let round = 0; round < 12; round += 1) {
      await lease.reset(round % 2 === 0 ? two : one);
      const after = await times();
      expect(after[0]).toBe(before[0]);
      for (const at of [1, 2]) expect(after[at]).toBeGreaterThan(before[at] ?? 0n);
      before = after;
    }
  });

  test('a write and the reset after it both give later times', async () => {
    const commit = await project.commit({ 'a.rs': 'one' });
    await using lease = await (await openSlots()).lease();
    await lease.reset(commit);
    const file = join(lease.slot.tree, 'a.rs');
    for (let round = 0; round < 6; round += 1) {
      const first = await mtimeOf(file);
      await lease.write(new Map([['a.rs', `candidate ${round}`]]));
      const second = await mtimeOf(file);
      await lease.reset(commit);
      expect(second).toBeGreaterThan(first);
      expect(await mtimeOf(file)).toBeGreaterThan(second);
      expect(await readFile(file, 'utf8')).toBe('one');
    }
  });

  test('when the clock was set back, what cargo has seen is forgotten', async () => {
    const commit = await project.commit({ 'a.rs': 'one' });
    const slots = await openSlots();
    await using lease = await slots.lease();
    await lease.reset(commit);
    await writeFile(join(lease.slot.target, 'fingerprint'), 'fresh');
    await lease.reset(commit);
    expect(await readdir(lease.slot.target)).toEqual(['fingerprint']);
    const future = new Date(Date.now() + 3_600_000);
    await utimes(join(lease.slot.tree, '../last-write'), future, future);
    await lease.reset(commit);
    expect(await readdir(lease.slot.target)).toEqual([]);
  });

  test.each(['', 'debug', 'debug/deps'])(
    'a target whose folder %j was shut by foreign code is made anew',
    async (shut) => {
      const commit = await project.commit({ 'src/lib.rs': 'fn a() {}\n' });
      await using lease = await (await openSlots()).lease();
      const { target } = lease.slot;
      await lease.reset(commit);
      await mkdir(join(target, 'debug/deps'), { recursive: true });
      await lease.reset(commit);
      expect(await readdir(target)).toEqual(['debug']);
      await chmod(join(target, shut), 0);
      await lease.reset(commit);
      expect(await readdir(target)).toEqual([]);
      expect((await stat(target)).mode & 0o700).toBe(0o700);
    },
  );

  test('bytes are those of the commit: no line ending, encoding or keyword conversion; modes are kept', async () => {
    await writeFile(join(project.root, 'run.sh'), '#!/bin/sh\n', { mode: 0o755 });
    await project.git('config', 'core.autocrlf', 'true');
    const commit = await project.commit({
      '.gitattributes': '* text=auto eol=crlf\n*.id ident\n*.u16 working-tree-encoding=UTF-16\n',
      'a.txt': 'one\ntwo\n',
      'k.id': '$Id$\n',
      'w.u16': Buffer.from('\ufeffhi\n', 'utf16le'),
    });
    await using lease = await (await openSlots()).lease();
    await lease.reset(commit);
    const { tree } = lease.slot;
    expect(await readFile(join(tree, 'a.txt'), 'utf8')).toBe('one\ntwo\n');
    expect(await readFile(join(tree, 'k.id'), 'utf8')).toBe('$Id$\n');
    expect(new Uint8Array(await readFile(join(tree, 'w.u16')))).toEqual(
      (
        await execa('git', ['cat-file', 'blob', `${commit}:w.u16`], {
          cwd: project.root,
          encoding: 'buffer',
          stripFinalNewline: false,
        })
      ).stdout,
    );
    expect((await stat(join(tree, 'run.sh'))).mode & 0o777).toBe(0o755);
  });

  test('submodule folders are empty, symlinks are plain text, long paths and odd names work', async () => {
    const long = `${'long-folder-name/'.repeat(60)}file.rs`;
    await symlink('/no/outside', join(project.root, 'link'));
    const first = await project.commit({
      [long]: 'long\n',
      'A.txt': 'upper',
      'a.txt': 'lower',
      'sp ace\n"ü': 'odd',
    });
    await project.git('update-index', '--add', '--cacheinfo', `160000,${first},vendor/sub`);
    await project.git('commit', '--quiet', '--message', 'Add a submodule');
    const commit = await project.git('rev-parse', 'HEAD');
    await using lease = await (await openSlots()).lease();
    const expected = {
      [long]: 'long\n',
      'A.txt': 'upper',
      'a.txt': 'lower',
      'sp ace\n"ü': 'odd',
      link: '/no/outside',
      'vendor/sub': '<dir>',
    };
    await lease.reset(commit);
    expect(await snapshot(lease.slot.tree)).toEqual(expected);
    await writeFile(join(lease.slot.tree, 'vendor/sub/planted.rs'), 'x');
    await lease.reset(commit);
    expect(await snapshot(lease.slot.tree)).toEqual(expected);
  });

  test('a commit that is not there leaves a slot that still works', async () => {
    const commit = await project.commit({ 'a.rs': 'one' });
    await using lease = await (await openSlots()).lease();
    await expect(lease.reset('f'.repeat(40))).rejects.toMatchObject({ code: 'base-missing' });
    await lease.reset(commit);
    expect(await snapshot(lease.slot.tree)).toEqual({ 'a.rs': 'one' });
  });
});

describe('damage', () => {
  test.each([
    ['a broken index', (slot: string) => writeFile(join(slot, 'git/index'), 'DIRCgarbage')],
    ['a lock of a killed git', (slot: string) => writeFile(join(slot, 'git/index.lock'), '')],
    ['a lost git folder', (slot: string) => rm(join(slot, 'git'), { recursive: true })],
    ['a lost tree', (slot: string) => rm(join(slot, 'tree'), { recursive: true })],
    [
      'a rewritten configuration',
      (slot: string) => writeFile(join(slot, 'git/config'), '[core]\n\tsymlinks = maybe\n'),
    ],
    [
      'a file in the place of a folder',
      async (slot: string) => {
        await rm(join(slot, 'git/refs'), { recursive: true });
        await writeFile(join(slot, 'git/refs'), '');
      },
    ],
  ])('%s heals with the next lease', async (_, damage) => {
    const commit = await project.commit({ 'src/a.rs': 'one', 'b.rs': 'two' });
    const slots = await openSlots();
    let slot = '';
    {
      await using lease = await slots.lease();
      await lease.reset(commit);
      slot = join(lease.slot.tree, '..');
    }
    await damage(slot);
    await using lease = await slots.lease();
    expect(join(lease.slot.tree, '..')).toBe(slot);
    await lease.reset(commit);
    expect(await snapshot(lease.slot.tree)).toEqual({ 'src/a.rs': 'one', 'b.rs': 'two' });
    expect((await lstat(lease.slot.tree)).isDirectory()).toBe(true);
  });

  test('a link in the place of the tree is replaced, and nothing behind it is removed or written', async () => {
    const commit = await project.commit({ 'a.rs': 'one' });
    const outside = join(project.folder, 'outside');
    await mkdir(outside);
    await writeFile(join(outside, 'canary'), 'alive');
    const slots = await openSlots();
    for (const moment of ['before the lease', 'during the lease']) {
      const plant = async (tree: string) => {
        await rm(tree, { recursive: true, force: true });
        await mkdir(join(tree, '..'), { recursive: true });
        await symlink(outside, tree);
      };
      const tree = await slots.lease().then(async (lease) => {
        await using held = lease;
        return held.slot.tree;
      });
      if (moment === 'before the lease') await plant(tree);
      await using lease = await slots.lease();
      if (moment === 'during the lease') {
        await plant(tree);
        await expect(lease.write(new Map([['a.rs', 'evil']]))).rejects.toMatchObject({ code: 'git-failed' });
      }
      await lease.reset(commit);
      expect(await snapshot(outside)).toEqual({ canary: 'alive' });
      expect(await snapshot(lease.slot.tree)).toEqual({ 'a.rs': 'one' });
      expect((await lstat(lease.slot.tree)).isDirectory()).toBe(true);
    }
  });

  test('a slot outlives a checkout that was deleted, cloned again shallow, or moved', async () => {
    const bare = join(project.folder, 'octo/rocket.git');
    await project.commit({ 'a.rs': 'one', 'b.rs': 'same' });
    await project.git('clone', '--quiet', '--bare', project.root, bare);
    await project.git('remote', 'add', 'origin', 'https://github.com/octo/rocket.git');
    const trees: string[] = [];
    async function use(root: string, content: string) {
      const checkout = await openCheckout(git, root);
      await using lease = await (await openSlots(root)).lease();
      await lease.reset(checkout.head);
      trees.push(lease.slot.tree);
      expect(await snapshot(lease.slot.tree)).toEqual({ 'a.rs': content, 'b.rs': 'same' });
    }
    await use(project.root, 'one');
    const moved = join(project.folder, 'moved');
    await rename(project.root, moved);
    await use(moved, 'one');
    await writeFile(join(moved, 'a.rs'), 'two');
    await execa('git', ['-c', 'user.name=A', '-c', 'user.email=a@b', 'commit', '-qam', 'two'], {
      cwd: moved,
    });
    const again = join(project.folder, 'again');
    await execa('git', ['clone', '-q', '--depth=1', `file://${moved}`, again]);
    await execa('git', ['remote', 'set-url', 'origin', 'git@github.com:octo/rocket.git'], { cwd: again });
    await rm(moved, { recursive: true });
    await use(again, 'two');
    expect(new Set(trees).size).toBe(1);
  });
});

describe('write', () => {
  let lease: SlotLease;
  beforeEach(async () => {
    const commit = await project.commit({
      'src/a.rs': 'a',
      'src/b.rs': 'b',
      'only/one.rs': 'o',
      'run.sh': 'r',
    });
    lease = await (await openSlots()).lease();
    await lease.reset(commit);
  });
  afterEach(() => lease[Symbol.asyncDispose]());

  test('files are written, made with their folders, and removed with folders left empty', async () => {
    await chmod(join(lease.slot.tree, 'run.sh'), 0o755);
    const bytes = new Uint8Array([0xff, 0xfe, 0]);
    await lease.write(
      new Map<string, string | Uint8Array | null>([
        ['src/a.rs', 'new ü'],
        ['deep/er/c.bin', bytes],
        ['only/one.rs', null],
        ['absent.rs', null],
        ['run.sh', 'r2'],
      ]),
    );
    expect(Object.keys(await snapshot(lease.slot.tree)).sort()).toEqual([
      'deep/er/c.bin',
      'run.sh',
      'src/a.rs',
      'src/b.rs',
    ]);
    expect(await readFile(join(lease.slot.tree, 'deep/er/c.bin'))).toEqual(Buffer.from(bytes));
    expect(await readFile(join(lease.slot.tree, 'src/a.rs'), 'utf8')).toBe('new ü');
    expect((await stat(join(lease.slot.tree, 'run.sh'))).mode & 0o777).toBe(0o755);
    expect((await stat(join(lease.slot.tree, 'deep/er/c.bin'))).mode & 0o777).toBe(0o644);
  });

  test('a file makes way for a folder of its name and back', async () => {
    await lease.write(
      new Map([
        ['run.sh', null],
        ['run.sh/x', 'x'],
      ]),
    );
    expect(await readFile(join(lease.slot.tree, 'run.sh/x'), 'utf8')).toBe('x');
    await expect(lease.write(new Map([['src', 'file']]))).rejects.toMatchObject({ code: 'path-refused' });
  });

  test.each([
    '../out.rs',
    '/etc/out.rs',
    'a/../../out.rs',
    '.git/hooks/x',
    'src/.GIT/x',
    '',
    'a//b',
    './a',
    'src/a.rs/x',
    'x\0y',
  ])('%j is refused and nothing else of it is written', async (path) => {
    const before = await snapshot(lease.slot.tree);
    const changes = new Map([
      ['src/b.rs', 'changed'],
      [path, 'evil'],
      ['z.rs', 'z'],
    ]);
    await expect(lease.write(changes)).rejects.toMatchObject({ code: 'path-refused' });
    expect(await snapshot(lease.slot.tree)).toEqual(before);
  });

  test('a symlink is never followed, neither as file nor as folder', async () => {
    const outside = join(project.folder, 'outside');
    await mkdir(outside);
    await writeFile(join(outside, 'f'), 'mine');
    await symlink(outside, join(lease.slot.tree, 'door'));
    await symlink(join(outside, 'f'), join(lease.slot.tree, 'file'));
    for (const path of ['door/f', 'door/new/g', 'file']) {
      const changes = new Map([
        ['src/a.rs', 'changed'],
        [path, 'evil'],
      ]);
      await expect(lease.write(changes)).rejects.toMatchObject({ code: 'path-refused', at: path });
    }
    expect(await snapshot(outside)).toEqual({ f: 'mine' });
    expect(await readFile(join(lease.slot.tree, 'src/a.rs'), 'utf8')).toBe('a');
  });

  test('when a move fails in the middle, the ones before it are taken back', async () => {
    const before = await snapshot(lease.slot.tree);
    // 255 bytes is the longest name Linux file systems take: this one passes every check and fails at the move.
    const tooLong = `new/${'x'.repeat(300)}.rs`;
    const changes = new Map([
      ['only/one.rs', null],
      ['src/a.rs', 'changed'],
      ['made/b.rs', 'b'],
      [tooLong, 'c'],
    ]);
    await expect(lease.write(changes)).rejects.toMatchObject({ code: 'ENAMETOOLONG' });
    expect(await snapshot(lease.slot.tree)).toEqual(before);
  });
});

describe('commit', () => {
  test('the same changes give the same commit in every slot, with nothing else in it', async () => {
    await writeFile(join(project.root, 'run.sh'), 'r', { mode: 0o755 });
    const parent = await project.commit({
      'src/a.rs': 'a',
      'gone.rs': 'g',
      '.gitattributes': '* text eol=crlf\n',
    });
    const slots = await openSlots();
    await using first = await slots.lease();
    await using second = await slots.lease();
    const entries: [string, string | Uint8Array | null][] = [
      ['src/a.rs', 'ä\r\nb\n'],
      ['run.sh', 'r2'],
      ['new/deep.rs', 'n'],
      ['gone.rs', null],
      ['tasks.md', new Uint8Array([0x2d, 0xff, 0x0d, 0x0a])],
    ];
    const made = await first.commit(parent, new Map(entries), message);
    await second.reset(parent);
    await writeFile(join(second.slot.tree, 'stray.rs'), 'x');
    expect(await second.commit(parent, new Map(entries.reverse()), message)).toEqual(made);
    expect(await project.git('log', '-1', '--format=%P|%an <%ae>|%cn <%ce>|%aI|%cI|%B', made.commit)).toBe(
      `${parent}|OpenSpec Complete <openspec-complete@users.noreply.github.com>|OpenSpec Complete <openspec-complete@users.noreply.github.com>|2026-11-20T10:00:00+00:00|2026-11-20T10:00:00+00:00|add-x 1.1: Do it\n\nBecause.\n`,
    );
    expect(await project.git('diff-tree', '-r', '--name-status', '--no-renames', parent, made.commit)).toBe(
      'D\tgone.rs\nA\tnew/deep.rs\nM\trun.sh\nM\tsrc/a.rs\nA\ttasks.md',
    );
    expect(await project.git('ls-tree', made.commit, 'run.sh')).toMatch(/^100755 /);
    expect(await project.git('rev-parse', `${made.commit}^{tree}`)).toBe(made.tree);
    await first.reset(made.commit);
    expect(await readFile(join(first.slot.tree, 'src/a.rs'), 'utf8')).toBe('ä\r\nb\n');
    expect(await readFile(join(first.slot.tree, 'tasks.md'))).toEqual(Buffer.from([0x2d, 0xff, 0x0d, 0x0a]));
  });

  test('the identity is a setting, fractions of a second and odd subjects do no harm', async () => {
    const parent = await project.commit({ a: 'a' });
    const checkout = await openCheckout(git, project.root);
    const slots = createSlots(git, {
      checkout,
      repository: createRepository(git, checkout),
      state: join(project.folder, 'state'),
      identity: { name: 'Robot', email: 'robot@example.com' },
    });
    await using lease = await slots.lease();
    const odd = {
      subject: ' two\nlines\0 ',
      body: '# not a comment\r\nend',
      date: '2026-11-20T11:00:00.789+01:00',
    };
    const { commit } = await lease.commit(parent, new Map([['a', 'b']]), odd);
    expect(await project.git('log', '-1', '--format=%an|%ct|%B', commit)).toBe(
      'Robot|1795168800|two lines\n\n# not a comment\nend\n',
    );
    await expect(lease.commit(parent, new Map(), { ...odd, date: 'soon' })).rejects.toThrow(RangeError);
  });

  test('symlinks, submodules and git folders cannot be committed over', async () => {
    await symlink('src', join(project.root, 'link'));
    const first = await project.commit({ 'a.rs': 'a' });
    await project.git('update-index', '--add', '--cacheinfo', `160000,${first},sub`);
    await project.git('commit', '--quiet', '--message', 'Add a submodule');
    const parent = await project.git('rev-parse', 'HEAD');
    await using lease = await (await openSlots()).lease();
    for (const path of [
      'link',
      'link/passwd',
      'sub',
      'sub/x.rs',
      'a.rs/b',
      '.git/config',
      'x/.Git/y',
      '../z',
    ])
      for (const content of ['evil', null])
        await expect(lease.commit(parent, new Map([[path, content]]), message)).rejects.toMatchObject({
          code: 'path-refused',
        });
  });
});
