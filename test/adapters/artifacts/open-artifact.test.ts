import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { artifacts, artifactsExcept } from '../../../src/adapters/artifacts/open-artifact.ts';
import { ArchiveReader } from '../../../src/core/bricks/read-archive.ts';
import { noise } from '../../support/noise.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

/** All bytes, read in pieces of an odd size. */
async function readAll(path: string, from = artifacts) {
  await using artifact = await from.open(path);
  const pieces: Buffer[] = [];
  for (let filled = 1_000_003; filled === 1_000_003; ) {
    const piece = Buffer.alloc(1_000_003);
    filled = await artifact.read(piece);
    pieces.push(piece.subarray(0, filled));
  }
  const { kind, executable } = artifact;
  return { bytes: Buffer.concat(pieces), kind, executable, ...artifact.contents() };
}

/** Names and contents of an archive. */
function unpack(bytes: Uint8Array): Record<string, string> {
  const entries: Record<string, string> = {};
  let last = '';
  const reader = new ArchiveReader();
  for (const event of reader.read(bytes)) {
    if (event.is === 'entry') {
      const { name, kind, mode, target } = event.entry;
      last = Buffer.from(name, 'latin1').toString();
      entries[last] = kind === 'file' ? '' : kind === 'link' ? `-> ${target}` : `folder ${mode.toString(8)}`;
    }
    if (event.is === 'bytes') entries[last] += Buffer.from(event.bytes).toString('latin1');
    if (event.is === 'damaged') throw new Error(event.why);
  }
  expect(reader.complete).toBe(true);
  return entries;
}

describe('a file', () => {
  test('is read to its end', async () => {
    const bytes = noise(3_000_000, 1);
    folder.write({ a: bytes });
    const read = await readAll(join(folder.path, 'a'));
    expect([read.kind, read.executable, read.bytes.equals(bytes)]).toEqual(['file', false, true]);
  });

  test('of /proc is read to its end though its size is 0, one of /sys though its size is too large', async () => {
    expect((await readAll('/proc/meminfo')).bytes.toString()).toMatch(/^MemTotal:.*kB\n$/s);
    const state = '/sys/devices/system/cpu/online';
    expect((await readAll(state)).bytes).toEqual(readFileSync(state));
  });

  test('behind a link is what the link leads to, and can be executable', async () => {
    folder.write({ tool: '#!/bin/sh\n' });
    chmodSync(join(folder.path, 'tool'), 0o755);
    symlinkSync('tool', join(folder.path, 'link'));
    expect(await readAll(join(folder.path, 'link'))).toMatchObject({ kind: 'file', executable: true });
  });

  test('that is missing, a device, a pipe or below a file is refused in a sentence', async () => {
    execFileSync('mkfifo', [join(folder.path, 'pipe')]);
    folder.write({ a: '' });
    const open = (path: string) => artifacts.open(path);
    await expect(open(join(folder.path, 'none'))).rejects.toMatchObject({ code: 'artifact-missing' });
    await expect(open(join(folder.path, 'pipe'))).rejects.toThrow(
      'a device, socket or pipe, cannot be read. Name',
    );
    await expect(open('/dev/zero')).rejects.toMatchObject({ code: 'artifact-unreadable' });
    await expect(open(join(folder.path, 'a/b'))).rejects.toThrow('(ENOTDIR) cannot be read');
    symlinkSync('gone', join(folder.path, 'dangling'));
    await expect(open(join(folder.path, 'dangling'))).rejects.toThrow('a link that leads to no file');
    symlinkSync('loop', join(folder.path, 'loop'));
    await expect(open(join(folder.path, 'loop'))).rejects.toThrow('(ELOOP) cannot be read');
  });
});

describe('a folder', () => {
  test('is an archive of what is below it, in the order of its bytes, links unfollowed, without times', async () => {
    folder.write({ 'd/b': 'B', 'd/a': 'A', 'd/ü': 'U', 'd/sub/c': 'C' });
    symlinkSync('/etc', join(folder.path, 'd/link'));
    chmodSync(join(folder.path, 'd/sub'), 0o750);
    const read = await readAll(join(folder.path, 'd'));
    expect(read.kind).toBe('directory');
    const entries = unpack(read.bytes);
    expect(Object.keys(entries)).toEqual(['.', 'a', 'b', 'link', 'sub', 'sub/c', 'ü']);
    expect(entries).toMatchObject({ a: 'A', link: '-> /etc', sub: 'folder 750', 'sub/c': 'C' });
    for (const { name, offset, size } of read.parts)
      expect(read.bytes.toString('latin1', offset, offset + size)).toBe(entries[name]);
    folder.write({ 'd/a': 'A' });
    expect((await readAll(join(folder.path, 'd'))).bytes.equals(read.bytes)).toBe(true);
  });

  test('keeps names that are no UTF-8, and names of any length', async () => {
    mkdirSync(join(folder.path, 'd'));
    writeFileSync(Buffer.concat([Buffer.from(join(folder.path, 'd/')), Buffer.from([0xff, 0xfe])]), 'x');
    const long = `${'n'.repeat(200)}/${'m'.repeat(255)}`;
    folder.write({ [`d/${long}`]: 'y' });
    const { bytes } = await readAll(join(folder.path, 'd'));
    expect(bytes.includes(Buffer.from([0xff, 0xfe]))).toBe(true);
    expect(unpack(bytes)[long]).toBe('y');
  });

  test('has files that are larger than a piece, and those of size 0 that are not empty', async () => {
    const large = noise(2_500_000, 3);
    folder.write({ 'd/large': large, 'd/exact': large.subarray(0, 1_048_576) });
    const entries = unpack((await readAll(join(folder.path, 'd'))).bytes);
    expect(Buffer.from(entries.large ?? '', 'latin1').equals(large)).toBe(true);
    expect(entries.exact?.length).toBe(1_048_576);
    const net = unpack((await readAll('/proc/self/net/stat')).bytes);
    expect(Object.values(net).join('').length).toBeGreaterThan(0);
  });

  test('leaves out pipes, and says so', async () => {
    folder.write({ 'd/a': 'A' });
    execFileSync('mkfifo', [join(folder.path, 'd/pipe')]);
    const { bytes, leftOut, leftOutTotal } = await readAll(join(folder.path, 'd'));
    expect(Object.keys(unpack(bytes))).toEqual(['.', 'a']);
    expect(leftOut).toEqual([{ name: 'pipe', why: 'a device, socket or pipe' }]);
    expect(leftOutTotal).toBe(1);
  });

  test('whose file becomes shorter while it is read is refused', async () => {
    const path = join(folder.path, 'd/large');
    folder.write({ 'd/large': noise(5_000_000, 3) });
    await using artifact = await artifacts.open(join(folder.path, 'd'));
    await artifact.read(Buffer.alloc(100_000));
    truncateSync(path, 1_200_000);
    await expect(artifact.read(Buffer.alloc(10_000_000))).rejects.toMatchObject({ code: 'artifact-changed' });
  });
});

test('a path covers itself and what is below it, even what is not there yet', async () => {
  folder.write({ 'd/a': 'A', 'dd/b': 'B' });
  symlinkSync('d', join(folder.path, 'alias'));
  await using artifact = await artifacts.open(join(folder.path, 'd'));
  const covers = (name: string) => artifact.covers(join(folder.path, name));
  expect(await Promise.all(['d', 'd/a', 'd/new/x', 'alias/new'].map(covers))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(await Promise.all(['dd', 'dd/b', 'new', 'd/../x'].map(covers))).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

describe('the memory of a process', () => {
  test('is what its map says can be read, each range with its address', async () => {
    await using artifact = await artifacts.open(`/proc/${process.pid}/mem`);
    const start = Buffer.alloc(4);
    await artifact.read(start);
    expect(artifact.kind).toBe('memory');
    const small = Buffer.alloc(64_000_000);
    await artifact.read(small);
    const [range] = artifact.contents().parts;
    expect(range).toMatchObject({ offset: 0, address: expect.stringMatching(/^[0-9a-f]+$/) });
  });

  test('of a process that is not there is missing', async () => {
    await expect(artifacts.open('/proc/999999999/mem')).rejects.toMatchObject({ code: 'artifact-missing' });
  });
});

describe('what must not be read', () => {
  const refusing = artifactsExcept((path) => (path.includes('secret') ? 'a secret' : undefined));

  test('is refused by its path without links', async () => {
    folder.write({ secret: 's' });
    symlinkSync(join(folder.path, 'secret'), join(folder.path, 'innocent'));
    await expect(readAll(join(folder.path, 'innocent'), refusing)).rejects.toMatchObject({
      code: 'source-refused',
    });
  });

  test('is left out of a folder, with all that is below it, and named', async () => {
    folder.write({ 'd/a': 'A', 'd/secret/b': 'B', 'd/sub/secret.txt': 'C' });
    const { bytes, leftOut } = await readAll(join(folder.path, 'd'), refusing);
    expect(Object.keys(unpack(bytes)).toSorted()).toEqual(['.', 'a', 'sub']);
    expect(leftOut).toEqual([
      { name: 'secret', why: 'a secret' },
      { name: 'sub/secret.txt', why: 'a secret' },
    ]);
  });
});
