import { renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openBrickFolder } from '../../../src/adapters/artifacts/brick-folder.ts';
import { printSidecar, type Sidecar } from '../../../src/core/bricks/sidecar.ts';
import { type MapEntry, printManifest } from '../../../src/core/foundry/map-manifest.ts';
import { FakeBrickMap } from '../../fakes/brick-map.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const ENTRY: MapEntry = { x: 2, y: 3, brick: 'ls.brick', timestamp: 7 };
const SIDECAR: Sidecar = {
  format: 'openspec-complete-sidecar',
  version: 1,
  source: { path: '/bin/ls', kind: 'file', size: 65_536, sha256: '0'.repeat(64) },
  folded_at: '2026-11-20T10:00:00Z',
  tool: { name: 'openspec-complete', version: '0.1.0' },
  brick: { side: 256, order: 8, compressed: false, entropy: 4, bricks: 1 },
  parts: [],
  parts_total: 0,
  left_out: [],
  left_out_total: 0,
  facts: {
    format: 'elf',
    properties: {},
    sections: [{ name: '.text', offset: 64, size: 100 }],
    symbols: [{ name: 'main', offset: 70, size: 8 }],
  },
  semantic: {
    state: 'analysed',
    summary: 'Lists files.',
    kind: 'executable',
    components: [],
    security: [{ severity: 'low', text: 'old', offset: 64, size: 4 }],
    tags: ['coreutils'],
    confidence: 0.9,
    next_step: 'ls --help',
    model: 'qwen',
    analysed_at: '2026-11-20T10:00:00Z',
  },
};

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
    'ls.brick.json': printSidecar(SIDECAR),
  });
  const map = openBrickFolder(folder.path);
  expect(await map.placed()).toEqual([ENTRY]);
  expect(await map.card('ls.brick')).toEqual({
    source: '/bin/ls',
    bytes: 65_536,
    side: 256,
    entropy: 0,
    summary: 'Lists files.',
    kind: 'executable',
    tags: ['coreutils'],
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

test('a brick without a sidecar, or with one that is damaged, is shown by its header alone', async () => {
  using folder = new TemporaryFolder();
  folder.write({ 'ls.brick': await brickFile(Buffer.from('abc')), 'ls.brick.json': '{"format":' });
  expect(await openBrickFolder(folder.path).card('ls.brick')).toMatchObject({
    source: 'ls.brick',
    bytes: 3,
    tags: [],
  });
});

test('what is missing, cut off, a link, or beside the folder is as if it were not there', async () => {
  using folder = new TemporaryFolder();
  using other = new TemporaryFolder();
  const whole = await brickFile(Buffer.from('secret'));
  other.write({ 'out.brick': whole });
  folder.write({ 'cut.brick': whole.subarray(0, 5000), 'manifest.json': '[]', 'short.brick': 'V2' });
  symlinkSync(join(other.path, 'out.brick'), join(folder.path, 'link.brick'));
  const map = openBrickFolder(folder.path);
  expect(await map.placed()).toEqual([]);
  for (const name of [
    'none.brick',
    'link.brick',
    'cut.brick',
    'short.brick',
    '../out.brick',
    'manifest.json',
    '.brick',
  ])
    expect(await map.card(name)).toBeUndefined();
  expect(await map.thumbnail('cut.brick')).toBeUndefined();
  for (const name of ['../out.brick', 'link.brick', 'cut.brick'])
    expect(await map.bytes(name)).toBeUndefined();
  expect(await openBrickFolder(join(folder.path, 'none')).placed()).toEqual([]);
});

test('a brick that is folded again is told once, also when the manifest is replaced as a whole', async () => {
  using folder = new TemporaryFolder();
  folder.write({ 'manifest.json': printManifest([ENTRY]) });
  const heard: (readonly MapEntry[])[] = [];
  let wake: () => void = () => undefined;
  const map = openBrickFolder(folder.path);
  using watching = map.watch((changed) => {
    heard.push(changed);
    wake();
  });
  expect(watching).toBeDefined();
  await map.placed();
  const again = { ...ENTRY, timestamp: 8 };
  const added = { x: 0, y: 0, brick: 'new.brick', timestamp: 8 };
  const told = new Promise<void>((resolve) => (wake = resolve));
  writeFileSync(join(folder.path, 'next'), printManifest([again, added]));
  renameSync(join(folder.path, 'next'), join(folder.path, 'manifest.json'));
  await told;
  expect(heard).toEqual([[added, again]]);
});

test('what parsers found is told without a model as well', async () => {
  using folder = new TemporaryFolder();
  const security = [{ severity: 'high' as const, text: 'From the facts: x', offset: 1, size: 2 }];
  folder.write({
    'manifest.json': printManifest([ENTRY]),
    'ls.brick': await brickFile(new Uint8Array(65_536)),
    'ls.brick.json': printSidecar({ ...SIDECAR, semantic: { state: 'unanalysed', security } }),
  });
  const card = await openBrickFolder(folder.path).card('ls.brick');
  expect(card?.notes).toEqual([{ severity: 'high', text: 'From the facts: x', offset: 1, length: 2 }]);
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
      ...SIDECAR,
      parts: [],
      facts: { format: 'kernel-module', properties: {}, ...ranges },
      semantic: { state: 'unanalysed', security },
    }),
  });
  const card = await openBrickFolder(folder.path).card('ls.brick');
  expect(card?.ranges).toEqual([{ kind: 'section', name: 'own', offset: 3, length: 1 }]);
  expect(card?.notes).toEqual([
    { severity: 'high', text: 'x (at 0x40 of the decompressed module)', offset: 0, length: card?.bytes },
  ]);
});

test('a brick that the manifest does not name stays where it was shown, also when it is written anew', async () => {
  using folder = new TemporaryFolder();
  const brick = await brickFile(new Uint8Array(10));
  folder.write({ 'one.brick': brick, 'two.brick': brick });
  const map = openBrickFolder(folder.path);
  const cells = async () =>
    (await map.placed()).map(({ brick: name, x, y }) => `${name} ${x},${y}`).toSorted();
  const before = await cells();
  expect(before).toHaveLength(2);
  const came = (name: string) => statSync(join(folder.path, name)).ctimeMs;
  do folder.write({ 'one.brick': await brickFile(new Uint8Array(20)) });
  while (came('one.brick') <= came('two.brick'));
  expect(await cells()).toEqual(before);
  const entries = await openBrickFolder(folder.path).placed();
  expect(entries.map(({ brick: name }) => name)).toEqual(['two.brick', 'one.brick']);
});
