import { createHash } from 'node:crypto';
import { renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openBrickFolder } from '../../../src/adapters/artifacts/brick-folder.ts';
import { printIndex } from '../../../src/core/bricks/brick-index.ts';
import { printSidecar } from '../../../src/core/bricks/sidecar.ts';
import { type MapEntry, printManifest } from '../../../src/core/foundry/map-manifest.ts';
import type { MapChange } from '../../../src/ports/brick-map.ts';
import { FakeBrickMap } from '../../fakes/brick-map.ts';
import { brickOf } from '../../support/brick-of.ts';
import { SOME_SIDECAR } from '../../support/some-sidecar.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const ENTRY: MapEntry = { x: 2, y: 3, brick: 'ls.brick', timestamp: 7 };
async function brickFile(content: Uint8Array): Promise<Uint8Array> {
  const map = new FakeBrickMap();
  map.put(ENTRY, content);
  return (await map.bytes('ls.brick')) ?? new Uint8Array();
}

test('a folder tells where its bricks are, what they mean, and how they look', async () => {
  using folder = new TemporaryFolder();
  const content = new Uint8Array(65_536).fill(200, 0, 4096);
  folder.write({
    'manifest.json': printManifest([ENTRY]),
    'ls.brick': await brickFile(content),
    'ls.brick.json': printSidecar(SOME_SIDECAR),
  });
  const map = openBrickFolder(folder.path);
  expect(await map.placed()).toEqual({ placed: [ENTRY] });
  expect(await map.card('ls.brick')).toEqual({
    source: '/bin/ls',
    format: 'elf',
    bytes: 65_536,
    isCompressed: false,
    offset: 0,
    length: 65_536,
    artifactBytes: 65_536,
    side: 256,
    entropy: 0,
    summary: 'Lists files.',
    kind: 'executable',
    tags: ['coreutils'],
    words: ['elf', 'architecture x86-64', '.text', 'strcpy', 'main'],
    notes: [{ severity: 'low', text: 'old', offset: 64, length: 4 }],
    ranges: [
      { kind: 'section', name: '.text', offset: 64, length: 100 },
      { kind: 'symbol', name: 'main', offset: 70, length: 8 },
    ],
  });
  const thumbnail = await map.thumbnail('ls.brick');
  // The first 4,096 bytes are the square of 4 x 4 cells in the upper left corner.
  const lit = [...(thumbnail ?? [])].flatMap((byte, at) => (byte === 200 ? [at] : []));
  expect(lit).toEqual([0, 1, 2, 3].flatMap((row) => [0, 1, 2, 3].map((column) => row * 16 + column)));
  expect((await map.bytes('ls.brick'))?.length).toBe(132 + 65_536 * 4);
});

test('a thumbnail shows the means of its cells, whatever the size of the texture', async () => {
  using folder = new TemporaryFolder();
  for (const side of [256, 512, 1024, 2048]) {
    // A quarter of the curve is a quarter of the square, and 64 cells.
    const content = new Uint8Array(side * side).fill(10);
    for (let at = 0; at < content.length / 4; at++) content[at] = [18, 22][at % 2] ?? 0;
    folder.write({ 'a.brick': brickOf(content) });
    const thumbnail = await openBrickFolder(folder.path).thumbnail('a.brick');
    const counts = Object.groupBy(thumbnail ?? [], (mean) => mean);
    expect([counts[10]?.length, counts[20]?.length]).toEqual([192, 64]);
    expect(thumbnail?.[0]).toBe(20);
  }
});

test('a brick without a sidecar, or with one that is damaged, is shown by its header alone', async () => {
  using folder = new TemporaryFolder();
  folder.write({ 'ls.brick': await brickFile(Buffer.from('abc')), 'ls.brick.json': '{"format":' });
  expect(await openBrickFolder(folder.path).card('ls.brick')).toMatchObject({
    source: 'ls.brick',
    bytes: 3,
    tags: [],
  });
});

test('of a sidecar that was written for other bytes only the path is told', async () => {
  using folder = new TemporaryFolder();
  folder.write({ 'ls.brick': brickOf(Buffer.from('abc')), 'ls.brick.json': printSidecar(SOME_SIDECAR) });
  const card = await openBrickFolder(folder.path).card('ls.brick');
  expect(card).toMatchObject({ source: '/bin/ls', words: ['unanalysed'], tags: [], notes: [], ranges: [] });
  expect(card).not.toHaveProperty('summary');
});

test('what is missing, cut off, a link, foreign, or beside the folder is told why', async () => {
  using folder = new TemporaryFolder();
  using other = new TemporaryFolder();
  const whole = await brickFile(Buffer.from('secret'));
  const index = printIndex({
    ...{ format: 'openspec-complete-bricks', version: 1, size: 6, sha256: '0'.repeat(64) },
    bricks: [{ file: 'out.0001.brick', offset: 0, size: 6, sha256: '0'.repeat(64) }],
  });
  other.write({ 'out.brick': whole, 'out.brick.json': printSidecar(SOME_SIDECAR), 'out.bricks.json': index });
  const outside = join('..', basename(other.path), 'out');
  folder.write({
    'cut.brick': whole.subarray(0, 5000),
    'cut.brick.json': printSidecar(SOME_SIDECAR),
    'short.brick': 'V2',
    'empty.brick': '',
    'manifest.json': '{}',
    'folder.brick/file': '',
  });
  symlinkSync(join(other.path, 'out.brick'), join(folder.path, 'link.brick'));
  const map = openBrickFolder(folder.path);
  const damages = {
    'none.brick': 'it is not there',
    'link.brick': 'it is a link, which is not followed',
    'folder.brick': 'it is no plain file',
    'short.brick': 'it is a file of another format',
    'empty.brick': 'it is an empty file',
    [`${outside}.brick`]: 'it is not there',
    [`${outside}.0001.brick`]: 'it is not there',
    'manifest.json': 'it is not there',
    '.brick': 'it is not there',
  };
  for (const [brick, damage] of Object.entries(damages)) {
    expect(await map.card(brick)).toEqual({ source: brick, damage });
    expect(await map.bytes(brick)).toBeUndefined();
    expect(await map.thumbnail(brick)).toBeUndefined();
  }
  const damage = 'it has 5000 bytes, where a brick of 256 by 256 pixels has 262276';
  expect(await map.card('cut.brick')).toEqual({ source: '/bin/ls', damage });
});

test('a part of a large artifact tells where it stands in it, and what is known of its bytes alone', async () => {
  using folder = new TemporaryFolder();
  const sizes = [65_536, 60_000, 3];
  const files = sizes.map((_, at) => `big.000${at + 1}.brick`);
  const sha256 = '0'.repeat(64);
  const bricks = sizes.map((size, at) => ({
    file: files[at] ?? '',
    offset: at * 65_536 - (at > 1 ? 5536 : 0),
    size,
    sha256,
  }));
  const range = (name: string, offset: number, size: number) => ({ name, offset, size });
  const facts = {
    ...{ format: 'elf', properties: {}, symbols: [] },
    sections: [range('first', 0, 65_536), range('both', 65_000, 1000), range('last', 125_536, 3)],
  };
  folder.write({
    'big.bricks.json': printIndex({
      format: 'openspec-complete-bricks',
      version: 1,
      size: 125_539,
      sha256,
      bricks,
    }),
    'big.brick.json': printSidecar({ ...SOME_SIDECAR, facts }),
    ...Object.fromEntries(
      await Promise.all(
        sizes.map(async (size, at) => [files[at], await brickFile(new Uint8Array(size))] as const),
      ),
    ),
    'alone.0002.brick': await brickFile(Buffer.from('abc')),
  });
  const map = openBrickFolder(folder.path);
  const card = await map.card('big.0002.brick');
  expect(card).toMatchObject({
    ...{ source: '/bin/ls', offset: 65_536, length: 60_000, artifactBytes: 125_539 },
    ...{ part: { number: 2, of: 3 }, summary: 'Lists files.', notes: [] },
    ranges: [{ name: 'both', offset: 65_000, length: 1000 }],
  });
  expect(await map.card('alone.0002.brick')).toMatchObject({
    source: 'alone.0002.brick',
    offset: 0,
    length: 3,
  });
  folder.write({ 'big.0003.brick': await brickFile(Buffer.from('more than that')) });
  expect(await map.card('big.0003.brick')).toEqual({
    source: '/bin/ls',
    damage: 'it is not the one that its index names',
  });
});

test('a compressed brick tells both its own bytes and those of the artifact', async () => {
  using folder = new TemporaryFolder();
  const sections = [{ name: '.text', offset: 90_000, size: 5 }];
  const bytes = new Uint8Array(100_000);
  const source = { ...SOME_SIDECAR.source, sha256: createHash('sha256').update(bytes).digest('hex') };
  folder.write({
    'zip.brick': brickOf(bytes, { compress: true }),
    'zip.brick.json': printSidecar({ ...SOME_SIDECAR, source, facts: { ...SOME_SIDECAR.facts, sections } }),
  });
  const card = await openBrickFolder(folder.path).card('zip.brick');
  expect(card).toMatchObject({ isCompressed: true, offset: 0, length: 100_000, artifactBytes: 100_000 });
  expect(card).toMatchObject({ bytes: deflateSync(new Uint8Array(100_000)).length, side: 256 });
  expect(card).toMatchObject({ ranges: [{ name: '.text', offset: 90_000 }, { name: 'main' }] });
});

test('a manifest that cannot be read is told, and none is an empty map', async () => {
  using folder = new TemporaryFolder();
  const map = openBrickFolder(folder.path);
  expect(await map.placed()).toEqual({ placed: [] });
  for (const text of ['[]', '', '{"0,0":']) {
    folder.write({ 'manifest.json': text });
    expect(await map.placed()).toEqual({
      placed: [],
      trouble: `${join(folder.path, 'manifest.json')} is no map: it has to be a JSON object. Mend it, or remove it and fold again.`,
    });
  }
});

test('what is folded again, new, moved or gone is told once, and a broken manifest takes nothing away', async () => {
  using folder = new TemporaryFolder();
  const replace = (text: string) => {
    writeFileSync(join(folder.path, 'next'), text);
    renameSync(join(folder.path, 'next'), join(folder.path, 'manifest.json'));
  };
  const at = (x: number, brick: string, timestamp: number) => ({ x, y: 0, brick, timestamp });
  replace(printManifest([at(0, 'a.brick', 1), at(1, 'b.brick', 1), at(2, 'c.brick', 1)]));
  const heard: MapChange[] = [];
  let wake: () => void = () => undefined;
  const map = openBrickFolder(folder.path);
  using watching = map.watch((change) => {
    heard.push(change);
    wake();
  });
  expect(watching).toBeDefined();
  await map.placed();
  const after = async (text: string) => {
    const told = new Promise<void>((resolve) => (wake = resolve));
    replace(text);
    await told;
    return heard.at(-1);
  };
  const again = [at(0, 'a.brick', 2), at(1, 'b.brick', 1), at(2, 'c.brick', 1), at(3, 'd.brick', 2)];
  expect(await after(printManifest(again))).toEqual({ placed: [again[0], again[3]], removed: [] });
  const swapped = [at(0, 'b.brick', 1), at(1, 'a.brick', 2), at(2, 'c.brick', 1), at(5, 'd.brick', 2)];
  expect(await after(printManifest(swapped))).toEqual({
    placed: [swapped[0], swapped[1], swapped[3]],
    removed: [again[3]],
  });
  expect(await after('{')).toMatchObject({
    placed: [],
    removed: [],
    trouble: expect.stringContaining('is no map'),
  });
  expect(await after(printManifest(swapped.slice(1)))).toEqual({
    placed: [],
    removed: [swapped[0]],
    trouble: null,
  });
  expect(await after('{}')).toEqual({ placed: [], removed: swapped.slice(1) });
  expect(heard).toHaveLength(5);
});

test('what parsers found is told without a model as well', async () => {
  using folder = new TemporaryFolder();
  const security = [{ severity: 'high' as const, text: 'From the facts: x', offset: 1, size: 2 }];
  folder.write({
    'manifest.json': printManifest([ENTRY]),
    'ls.brick': await brickFile(new Uint8Array(65_536)),
    'ls.brick.json': printSidecar({ ...SOME_SIDECAR, semantic: { state: 'unanalysed', security } }),
  });
  const card = await openBrickFolder(folder.path).card('ls.brick');
  expect(card).toMatchObject({
    notes: [{ severity: 'high', text: 'From the facts: x', offset: 1, length: 2 }],
    format: 'elf',
  });
  expect(card).not.toHaveProperty('summary');
});

test('what stands in a decompressed module is at no byte of the brick: all of them show it', async () => {
  using folder = new TemporaryFolder();
  const place = { offset: 64, size: 4, within: 'decompressed' as const };
  const security = [{ severity: 'high' as const, text: 'x', ...place }];
  const own = { name: 'own', offset: 3, size: 1 };
  const ranges = { sections: [{ name: '.text', ...place }, own], symbols: [{ name: 'main', ...place }] };
  folder.write({
    'manifest.json': printManifest([ENTRY]),
    'ls.brick': await brickFile(new Uint8Array(1_000)),
    'ls.brick.json': printSidecar({
      ...SOME_SIDECAR,
      parts: [],
      facts: { format: 'kernel-module', properties: {}, ...ranges },
      semantic: { state: 'unanalysed', security },
    }),
  });
  expect(await openBrickFolder(folder.path).card('ls.brick')).toMatchObject({
    ranges: [{ kind: 'section', name: 'own', offset: 3, length: 1 }],
    notes: [{ severity: 'high', text: 'x (at 0x40 of the decompressed module)', offset: 0, length: 1_000 }],
  });
});

test('a brick that the manifest does not name stays where it was shown, also when it is written anew', async () => {
  using folder = new TemporaryFolder();
  const brick = await brickFile(new Uint8Array(10));
  folder.write({ 'one.brick': brick, 'two.brick': brick });
  const map = openBrickFolder(folder.path);
  const cells = async () =>
    (await map.placed()).placed.map(({ brick: name, x, y }) => `${name} ${x},${y}`).toSorted();
  const before = await cells();
  expect(before).toHaveLength(2);
  const came = (name: string) => statSync(join(folder.path, name)).ctimeMs;
  do folder.write({ 'one.brick': await brickFile(new Uint8Array(20)) });
  while (came('one.brick') <= came('two.brick'));
  expect(await cells()).toEqual(before);
  const { placed } = await openBrickFolder(folder.path).placed();
  expect(placed.map(({ brick: name }) => name)).toEqual(['two.brick', 'one.brick']);
});
