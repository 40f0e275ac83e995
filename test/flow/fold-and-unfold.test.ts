import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { openFoldRoom } from '../../src/core/bricks/open-fold-room.ts';
import { parseSidecar } from '../../src/core/bricks/sidecar.ts';
import { archiveEnd, archiveHeader, archiveStart } from '../../src/core/bricks/write-archive.ts';
import { foldArtifact } from '../../src/flow/fold-artifact.ts';
import type { FoldRequest } from '../../src/flow/fold-parts.ts';
import { inspectBrick } from '../../src/flow/inspect-brick.ts';
import { unfoldBrick } from '../../src/flow/unfold-brick.ts';
import type { Artifact, Artifacts } from '../../src/ports/artifacts.ts';
import { createFakeBrickFiles, type FakeBrickFiles } from '../fakes/fake-brick-files.ts';
import { brickOf } from '../support/brick-of.ts';
import { noise } from '../support/noise.ts';

const room = openFoldRoom();
let files: FakeBrickFiles;
beforeEach(() => {
  files = createFakeBrickFiles();
});

/** An artifact that gives its bytes. */
function artifactOf(bytes: Uint8Array, rest: Partial<Artifact> = {}): Artifacts {
  let at = 0;
  return {
    open: async () => ({
      kind: 'file',
      executable: false,
      read: async (into) => {
        const part = bytes.subarray(at, at + into.length);
        into.set(part);
        at += part.length;
        return part.length;
      },
      contents: () => ({ parts: [], partsTotal: 0, leftOut: [], leftOutTotal: 0 }),
      covers: async (path) => path.startsWith('source'),
      [Symbol.asyncDispose]: async () => undefined,
      ...rest,
    }),
  };
}

function fold(artifacts: Artifacts, request: Partial<FoldRequest> = {}) {
  const clock = { now: () => new Date('2026-01-02T03:04:05Z') };
  const world = { artifacts, files, clock, room, version: '1.2.3' };
  return foldArtifact(world, { source: 'source', out: 'x.brick', compress: false, ...request });
}

const unfold = (brick = 'x.brick', archive = false) =>
  unfoldBrick({ files, room }, { brick, out: 'out', archive });
const out = () => files.entries.get('out');

describe('an artifact of one brick', () => {
  test('gets a brick and a sidecar that says where it is from', async () => {
    const bytes = noise(100_000, 1);
    const { path, bricks } = await fold(artifactOf(bytes, { executable: true }));
    expect([path, bricks]).toEqual(['x.brick', ['x.brick']]);
    expect([...files.entries.keys()]).toEqual(['x.brick', 'x.brick.json']);
    const sidecar = parseSidecar((await files.text('x.brick.json')) ?? '');
    expect(sidecar).toMatchObject({
      source: {
        path: 'source',
        kind: 'file',
        size: 100_000,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      },
      folded_at: '2026-01-02T03:04:05.000Z',
      tool: { name: 'openspec-complete', version: '1.2.3' },
      brick: { side: 512, order: 9, compressed: false, bricks: 1 },
      semantic: { state: 'unanalysed' },
    });
    expect(await unfold()).toEqual({ path: 'out', kind: 'file', size: 100_000 });
    expect(out()).toEqual({ kind: 'file', bytes, executable: true });
  });

  test('comes back compressed or wider, and with a preview', async () => {
    const bytes = Buffer.from('text '.repeat(50_000));
    await fold(artifactOf(bytes), { compress: true, smallestOrder: 9, preview: 'x.png' });
    expect(files.entries.get('x.brick')?.bytes.readUInt32LE(8)).toBe(512);
    expect(files.entries.get('x.png')?.bytes.readUInt32BE(16)).toBe(512);
    await unfold();
    expect(out()?.bytes.equals(bytes)).toBe(true);
  });

  test('is folded to equal files every time', async () => {
    await fold(artifactOf(noise(1_000, 1)), { preview: 'x.png' });
    const first = [...files.entries.values()];
    await fold(artifactOf(noise(1_000, 1)), { preview: 'x.png' });
    expect([...files.entries.values()]).toEqual(first);
  });

  test('comes back without its sidecar, or with one of other bytes', async () => {
    await fold(artifactOf(noise(10, 1)));
    await fold(artifactOf(noise(10, 2)), { out: 'y.brick' });
    const other = files.entries.get('y.brick.json');
    await files.remove('x.brick.json');
    await unfold();
    expect(out()?.bytes.equals(noise(10, 1))).toBe(true);
    expect((await inspectBrick({ files, room }, 'x.brick')).sidecar).toBeNull();
    if (other) (files.entries as Map<string, typeof other>).set('x.brick.json', other);
    expect((await inspectBrick({ files, room }, 'x.brick')).sidecar).toBeNull();
  });
});

describe('an artifact of several bricks', () => {
  const bytes = noise(67_108_864 + 70_000, 5);

  test('gets an index, comes back whole, and a smaller one takes all its files away', async () => {
    const { path, bricks } = await fold(artifactOf(bytes));
    expect(path).toBe('x.bricks.json');
    expect(bricks).toEqual(['x.0001.brick', 'x.0002.brick']);
    expect([...files.entries.keys()]).toEqual([...bricks, 'x.brick.json', 'x.bricks.json']);
    for (const name of ['x.bricks.json', 'x.brick']) {
      await unfold(name);
      expect(out()?.bytes.equals(bytes)).toBe(true);
    }
    const last = await inspectBrick({ files, room }, 'x.brick', { offset: bytes.length - 1 });
    expect(last.at).toMatchObject({ brick: 'x.0002.brick', byte: bytes.at(-1) });
    expect(last.sidecar?.brick.bricks).toBe(2);
    await expect(inspectBrick({ files, room }, 'x.brick', { pixel: { x: 0, y: 0 } })).rejects.toMatchObject({
      code: 'brick-no-pixel',
    });
    await files.remove('out');
    await fold(artifactOf(bytes.subarray(0, 5)));
    expect([...files.entries.keys()].sort()).toEqual(['x.brick', 'x.brick.json']);
  });

  test('of exactly one brick is no such artifact', async () => {
    const { bricks } = await fold(artifactOf(bytes.subarray(0, 67_108_864)));
    expect(bricks).toEqual(['x.brick']);
  });

  test('is refused when one brick is missing, another, or the index is broken', async () => {
    const small = { a: noise(10, 1), b: noise(20, 2) };
    const sha256 = (part: Uint8Array) => createHash('sha256').update(part).digest('hex');
    const write = async (change: object) => {
      const index = {
        format: 'openspec-complete-bricks',
        version: 1,
        size: 30,
        sha256: sha256(Buffer.concat([small.a, small.b])),
        bricks: [
          { file: 'x.0001.brick', offset: 0, size: 10, sha256: sha256(small.a) },
          { file: 'x.0002.brick', offset: 10, size: 20, sha256: sha256(small.b) },
        ],
        ...change,
      };
      await put({ 'x.bricks.json': JSON.stringify(index) });
    };
    await write({});
    await put({ 'x.0001.brick': brickOf(small.a), 'x.0002.brick': brickOf(small.b) });
    await unfold();
    expect(out()?.bytes.length).toBe(30);
    await files.remove('out');
    await write({ sha256: sha256(small.a) });
    await expect(unfold()).rejects.toMatchObject({ code: 'brick-damaged' });
    await write({ size: 31 });
    await expect(unfold()).rejects.toMatchObject({ code: 'brick-damaged' });
    await write({});
    await put({ 'x.0002.brick': brickOf(noise(20, 3)) });
    await expect(unfold()).rejects.toThrow('is not the one that its index names');
    await files.remove('x.0002.brick');
    await expect(unfold()).rejects.toMatchObject({ code: 'brick-missing' });
    expect(out()).toBeUndefined();
  });
});

async function put(contents: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [path, content] of Object.entries(contents)) {
    await using batch = await files.begin(path);
    const file = await batch.add();
    await file.write(Buffer.from(content));
    await batch.publish([{ file, path }]);
  }
}

describe('a directory', () => {
  const entry = { mode: 0o755, size: 0, target: '' };
  const start = [archiveStart(), archiveHeader({ ...entry, name: '.', kind: 'folder' })];
  const archive = Buffer.concat([
    ...start,
    archiveHeader({ ...entry, name: 'a', kind: 'file', size: 1 }),
    Buffer.from('A'.padEnd(512, '\0')),
    archiveHeader({ ...entry, name: 'l', kind: 'link', target: 'a' }),
    archiveEnd(),
  ]);

  test('comes back as a folder, with or without its sidecar, or as its archive when asked', async () => {
    await fold(artifactOf(archive, { kind: 'directory' }));
    expect(await unfold()).toMatchObject({ kind: 'directory' });
    expect(files.entries.get('out/a')?.bytes.toString()).toBe('A');
    expect(files.entries.get('out/l')).toMatchObject({ kind: 'link' });
    const bare = createFakeBrickFiles();
    const brick = files.entries.get('x.brick');
    if (brick) (bare.entries as Map<string, typeof brick>).set('x.brick', brick);
    files = bare;
    expect(await unfold()).toMatchObject({ kind: 'directory' });
    files = createFakeBrickFiles();
    await fold(artifactOf(archive, { kind: 'directory' }));
    expect(await unfold('x.brick', true)).toMatchObject({ kind: 'file' });
    expect(out()?.bytes.equals(archive)).toBe(true);
  });

  test('is not made of a file that holds such an archive', async () => {
    await fold(artifactOf(archive));
    expect(await unfold()).toMatchObject({ kind: 'file' });
  });

  test.each([
    ['leads out of it', archiveHeader({ ...entry, name: '../evil', kind: 'file' }), 'does not stay within'],
    ['is absolute', archiveHeader({ ...entry, name: '/tmp/evil', kind: 'file' }), 'does not stay within'],
    ['has no end', Buffer.alloc(0), 'has no end'],
  ])('whose archive %s leaves nothing', async (_, header, why) => {
    const bytes = Buffer.concat([...start, header, ...(header.length > 0 ? [archiveEnd()] : [])]);
    await put({ 'x.brick': brickOf(bytes) });
    await expect(unfold()).rejects.toThrow(why);
    expect([...files.entries.keys()]).toEqual(['x.brick']);
  });
});

describe('nothing is left', () => {
  test.each([100, 262_276, 262_300])('when the disk is full after %i bytes', async (space) => {
    files = createFakeBrickFiles(space);
    await expect(fold(artifactOf(noise(10, 1)))).rejects.toMatchObject({ code: 'disk-full' });
    expect(files.entries.size).toBe(0);
  });

  test('when the artifact fails under way', async () => {
    const read = async () => {
      throw new Error('gone');
    };
    await expect(fold(artifactOf(noise(10, 1), { read }))).rejects.toThrow('gone');
    expect(files.entries.size).toBe(0);
  });

  test('when the brick, or its preview, would be written into what is folded', async () => {
    const here = artifactOf(noise(10, 1), { kind: 'directory' });
    for (const request of [{ out: 'source/x.brick' }, { preview: 'source/x.png' }, { out: 'source' }])
      await expect(fold(here, request)).rejects.toMatchObject({ code: 'output-in-source' });
    const sidecar = artifactOf(noise(10, 1), { covers: async (path) => path === 'x.brick.json' });
    await expect(fold(sidecar)).rejects.toMatchObject({ code: 'output-in-source', at: 'x.brick.json' });
  });

  test('when the preview would stand where the brick or its sidecar does', async () => {
    for (const preview of ['x.brick', 'x.brick.json'])
      await expect(fold(artifactOf(noise(10, 1)), { preview })).rejects.toMatchObject({
        code: 'path-unusable',
      });
    expect(files.entries.size).toBe(0);
  });

  test('when the system says that the artifact is more than 4 GiB, and nothing is read then', async () => {
    const read = async () => expect.fail('read');
    await expect(fold(artifactOf(noise(10, 1), { size: 2 ** 32 + 1, read }))).rejects.toMatchObject({
      code: 'artifact-too-large',
    });
  });

  test('when a file of somebody else stands where the sidecar of a brick without .brick belongs', async () => {
    await put({ 'package.json': '{"format":"mine"}' });
    const before = new Map(files.entries);
    await expect(fold(artifactOf(noise(10, 1)), { out: 'package' })).rejects.toMatchObject({
      code: 'output-foreign',
      at: 'package.json',
    });
    expect(files.entries).toEqual(before);
    await put({ 'x.json': '{"format":"openspec-complete-sidecar","version":9}', 'y.brick.json': 'damaged' });
    for (const out of ['x', 'y.brick']) await fold(artifactOf(noise(10, 1)), { out });
    expect(parseSidecar((await files.text('y.brick.json')) ?? '')).toBeDefined();
  });

  test('when a brick would be unfolded over one of its own files', async () => {
    await fold(artifactOf(noise(10, 1)));
    const before = new Map(files.entries);
    for (const out of ['x.brick', 'x.brick.json', 'x.bricks.json'])
      await expect(
        unfoldBrick({ files, room }, { brick: 'x.brick', out, archive: false }),
      ).rejects.toMatchObject({
        code: 'output-in-brick',
        at: out,
      });
    expect(files.entries).toEqual(before);
  });

  test('when an index names more bricks than an artifact can have', async () => {
    const small = noise(10, 1);
    const sha256 = createHash('sha256').update(small).digest('hex');
    const bricks = Array.from({ length: 65 }, (_, at) => ({
      file: 'x.0001.brick',
      offset: at * 10,
      size: 10,
      sha256,
    }));
    const index = { format: 'openspec-complete-bricks', version: 1, size: 650, sha256, bricks };
    await put({ 'x.0001.brick': brickOf(small), 'x.bricks.json': JSON.stringify(index) });
    await expect(unfold()).rejects.toMatchObject({ code: 'brick-damaged' });
  });

  test('when a brick is damaged, foreign or cut', async () => {
    const brick = brickOf(noise(10, 1));
    const broken = Buffer.from(brick);
    broken[200] = 1;
    await put({ damaged: broken, cut: brick.subarray(0, 10_000), foreign: '\x89PNG\r\n\x1a\n', empty: '' });
    await expect(unfold('damaged')).rejects.toThrow('The brick damaged is damaged: a pixel is not grey');
    await expect(unfold('cut')).rejects.toThrow('it has 10000 bytes, where a brick of 256 by 256 pixels has');
    await expect(unfold('foreign')).rejects.toMatchObject({ code: 'brick-foreign' });
    await expect(unfold('empty')).rejects.toThrow('empty is an empty file, not a V2BR brick.');
    await expect(unfold('none')).rejects.toMatchObject({ code: 'brick-missing' });
    expect(out()).toBeUndefined();
  });
});

describe('inspecting', () => {
  const text = Buffer.from('The quick brown fox');

  test('says which pixel holds a byte, and which byte a pixel is', async () => {
    const parts = [{ name: 'fox.txt', offset: 16, size: 3 }];
    const contents = () => ({ parts, partsTotal: 1, leftOut: [], leftOutTotal: 0 });
    await fold(artifactOf(text, { contents }));
    const at = { offset: 16, pixel: { x: 4, y: 0 }, byte: 102, hex: '666f78', part: 'fox.txt' };
    expect((await inspectBrick({ files, room }, 'x.brick', { offset: 16 })).at).toMatchObject(at);
    expect((await inspectBrick({ files, room }, 'x.brick', { pixel: { x: 4, y: 0 } })).at).toMatchObject(at);
  });

  test.each([
    [{ offset: 19 }, 'x.brick has 19 bytes, none at offset 19.'],
    [{ pixel: { x: 255, y: 0 } }, 'x.brick has no byte of its 19 at pixel 255,0.'],
    [{ pixel: { x: 256, y: 0 } }, 'x.brick has no byte of its 19 at pixel 256,0.'],
  ])('refuses %j, where no byte is', async (place, why) => {
    await fold(artifactOf(text));
    await expect(inspectBrick({ files, room }, 'x.brick', place)).rejects.toThrow(why);
  });

  test('of a compressed brick knows bytes, but no pixels', async () => {
    await fold(artifactOf(text), { compress: true });
    const { at } = await inspectBrick({ files, room }, 'x.brick', { offset: 4 });
    expect(at).toMatchObject({ pixel: null, byte: 113 });
    await expect(inspectBrick({ files, room }, 'x.brick', { pixel: { x: 0, y: 0 } })).rejects.toThrow(
      'compressed',
    );
  });
});
