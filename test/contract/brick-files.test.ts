import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { brickFiles } from '../../src/adapters/artifacts/brick-files.ts';
import type { BrickFiles } from '../../src/ports/brick-files.ts';
import { createFakeBrickFiles } from '../fakes/fake-brick-files.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

interface Disk {
  readonly files: BrickFiles;
  /** What stands at a path: bytes, `->` and a link's target, or `folder`. */
  readonly look: (path: string) => string | undefined;
}

function fakeDisk(): Disk {
  const files = createFakeBrickFiles();
  return {
    files,
    look: (path) => {
      const entry = files.entries.get(path);
      if (!entry) return undefined;
      const text = entry.bytes.toString();
      return entry.kind === 'folder' ? 'folder' : entry.kind === 'link' ? `-> ${text}` : text;
    },
  };
}

const realDisk: Disk = {
  files: brickFiles,
  look: (path) => {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found) return undefined;
    if (found.isDirectory()) return 'folder';
    return found.isSymbolicLink() ? `-> ${readlinkSync(path)}` : readFileSync(path, 'utf8');
  },
};

describe.each([
  ['the fake', fakeDisk],
  ['the disk', () => realDisk],
] as const)('%s', (_, openDisk) => {
  let folder: TemporaryFolder;
  let disk: Disk;
  let at: (name: string) => string;
  beforeEach(() => {
    folder = new TemporaryFolder();
    disk = openDisk();
    at = (name) => join(folder.path, name);
  });
  afterEach(() => folder[Symbol.dispose]());

  async function put(path: string, text: string): Promise<void> {
    await using batch = await disk.files.begin(path);
    const file = await batch.add();
    await file.write(Buffer.from(text));
    await batch.publish([{ file, path }]);
  }

  test('tells what is there, and which paths lead to one file', async () => {
    await put(at('a'), 'a');
    await put(at('b'), 'a');
    expect([await disk.files.isThere(at('a')), await disk.files.isThere(at('c'))]).toEqual([true, false]);
    expect(await disk.files.isSame(at('a'), at('a'))).toBe(true);
    expect(await disk.files.isSame(at('a'), at('b'))).toBe(false);
    expect(await disk.files.isSame(at('c'), at('a'))).toBe(false);
  });

  test('shows files once they are published, and replaces those that were there', async () => {
    await put(at('a'), 'earlier');
    {
      await using batch = await disk.files.begin(at('a'));
      const [one, two] = [await batch.add(), await batch.add({ near: at('deep/b') })];
      await one.write(Buffer.from('new'));
      await one.write(Buffer.from('er'));
      await two.write(Buffer.from('other'));
      expect(disk.look(at('a'))).toBe('earlier');
      await batch.publish([
        { file: one, path: at('a') },
        { file: two, path: at('deep/b') },
      ]);
    }
    expect([disk.look(at('a')), disk.look(at('deep/b'))]).toEqual(['newer', 'other']);
  });

  test('keeps nothing of a batch that was not published', async () => {
    {
      await using batch = await disk.files.begin(at('a'));
      await (await batch.add()).write(Buffer.from('lost'));
    }
    expect(disk.look(at('a'))).toBeUndefined();
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test('reads a file at any place, and less at its end', async () => {
    await put(at('a'), 'hello');
    await using file = await disk.files.open(at('a'));
    const into = Buffer.alloc(4);
    expect([file.size, await file.read(into, 1), into.toString()]).toEqual([5, 4, 'ello']);
    expect(await file.read(into, 4)).toBe(1);
    expect(await disk.files.text(at('a'))).toBe('hello');
  });

  test('has no file and no text where there is none, and removes only files', async () => {
    await expect(disk.files.open(at('a'))).rejects.toMatchObject({ code: 'brick-missing' });
    expect(await disk.files.text(at('a'))).toBeUndefined();
    await put(at('a'), 'x');
    await disk.files.remove(at('a'));
    await disk.files.remove(at('a'));
    expect(disk.look(at('a'))).toBeUndefined();
  });

  test('fills a folder with files and links, unseen until it is published', async () => {
    const mode = { mode: 0o755, size: 0, target: '' };
    {
      await using fresh = await disk.files.beginFolder(at('out'));
      await fresh.add({ name: '.', kind: 'folder', ...mode });
      await fresh.add({ name: 'sub', kind: 'folder', ...mode, mode: 0o500 });
      await fresh.add({ name: 'sub/link', kind: 'link', ...mode, target: '/nowhere' });
      await fresh.add({ name: 'sub/file', kind: 'file', ...mode, size: 4 });
      await fresh.write(Buffer.from('te'));
      await fresh.write(Buffer.from('xt'));
      expect(disk.look(at('out'))).toBeUndefined();
      await fresh.publish();
    }
    expect([disk.look(at('out')), disk.look(at('out/sub'))]).toEqual(['folder', 'folder']);
    expect([disk.look(at('out/sub/link')), disk.look(at('out/sub/file'))]).toEqual(['-> /nowhere', 'text']);
    await expect(disk.files.beginFolder(at('out'))).rejects.toMatchObject({ code: 'path-unusable' });
    await expect(disk.files.begin(at('out'))).rejects.toMatchObject({ code: 'path-unusable' });
    await expect(disk.files.open(at('out'))).rejects.toMatchObject({ code: 'path-unusable' });
  });

  test('publishes nothing when one of its places is a folder', async () => {
    await put(at('deep/b'), 'kept');
    await using fresh = await disk.files.beginFolder(at('out'));
    await fresh.add({ name: '.', kind: 'folder', mode: 0o755, size: 0, target: '' });
    await fresh.publish();
    await using batch = await disk.files.begin(at('a'));
    const [file, other] = [await batch.add(), await batch.add()];
    const places = [
      { file, path: at('a') },
      { file: other, path: at('out') },
    ];
    await expect(batch.publish(places)).rejects.toMatchObject({ code: 'path-unusable' });
    expect([disk.look(at('a')), disk.look(at('out'))]).toEqual([undefined, 'folder']);
  });

  test('keeps nothing of a folder that was not published', async () => {
    {
      await using fresh = await disk.files.beginFolder(at('out'));
      await fresh.add({ name: '.', kind: 'folder', mode: 0o500, size: 0, target: '' });
      await fresh.add({ name: 'file', kind: 'file', mode: 0o400, size: 1, target: '' });
      await fresh.write(Buffer.from('x'));
    }
    expect(disk.look(at('out'))).toBeUndefined();
    expect(existsSync(folder.path) && readdirSync(folder.path)).toEqual([]);
  });
});
