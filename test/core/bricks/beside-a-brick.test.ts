import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type BrickIndex, brickNames, parseIndex, printIndex } from '../../../src/core/bricks/brick-index.ts';
import { parseMemoryMap } from '../../../src/core/bricks/parse-memory-map.ts';
import { Preview } from '../../../src/core/bricks/preview.ts';
import { parseSidecar, printSidecar, type Sidecar } from '../../../src/core/bricks/sidecar.ts';

const SHA = 'ab'.repeat(32);

describe('the index', () => {
  const index: BrickIndex = {
    format: 'openspec-complete-bricks',
    version: 1,
    size: 30,
    sha256: SHA,
    bricks: [
      { file: 'x.0001.brick', offset: 0, size: 20, sha256: SHA },
      { file: 'x.0002.brick', offset: 20, size: 10, sha256: SHA },
    ],
  };
  const [first, second] = index.bricks as [BrickIndex['bricks'][0], BrickIndex['bricks'][0]];

  test('that was written is read', () => {
    expect(parseIndex(printIndex(index))).toEqual(index);
  });

  test.each<[string, unknown]>([
    ['gap', { ...index, bricks: [first, { ...second, offset: 21 }] }],
    ['size that differs', { ...index, size: 31 }],
    ['path', { ...index, bricks: [{ ...first, file: '../x.brick' }, second] }],
    ['absolute path', { ...index, bricks: [{ ...first, file: '/x.brick' }, second] }],
    ['other kind of file', { ...index, bricks: [{ ...first, file: 'passwd' }, second] }],
    ['no brick', { ...index, size: 0, bricks: [] }],
    ['short hash', { ...index, sha256: 'ab' }],
    ['other version', { ...index, version: 2 }],
    ['other format', []],
  ])('with a %s is none', (_, broken) => {
    expect(parseIndex(JSON.stringify(broken))).toBeUndefined();
  });

  test('that is no JSON is none', () => {
    expect(parseIndex('{')).toBeUndefined();
  });

  test('has its names from the brick', () => {
    const names = brickNames('a/big.brick');
    expect([names.index, names.sidecar, names.part(0), names.part(63)]).toEqual([
      'a/big.bricks.json',
      'a/big.brick.json',
      'a/big.0001.brick',
      'a/big.0064.brick',
    ]);
    expect(brickNames('a/big').index).toBe('a/big.bricks.json');
  });
});

describe('the sidecar', () => {
  const sidecar: Sidecar = {
    format: 'openspec-complete-sidecar',
    version: 1,
    source: { path: '/bin/ls', kind: 'file', size: 3, sha256: SHA },
    folded_at: '2026-01-02T03:04:05.000Z',
    tool: { name: 'openspec-complete', version: '1' },
    brick: { side: 256, order: 8, compressed: false, entropy: 1.5, bricks: 1 },
    parts: [],
    parts_total: 0,
    left_out: [],
    left_out_total: 0,
    semantic: { state: 'unanalysed' },
  };

  test('that was written is read, with whatever its meaning holds', () => {
    const analysed = {
      ...sidecar,
      semantic: {
        state: 'analysed' as const,
        summary: 'lists files',
        kind: 'executable',
        components: ['coreutils'],
        security: [{ severity: 'low' as const, text: 'runs as root', offset: 1, size: 2 }],
        tags: ['elf'],
        confidence: 0.5,
        next_step: 'ls --help',
        model: 'qwen',
        analysed_at: '2026-01-02T03:04:05.000Z',
      },
    };
    expect(parseSidecar(printSidecar(analysed))).toEqual(analysed);
  });

  test('of another program, or broken, is none', () => {
    expect(parseSidecar('{}')).toBeUndefined();
    expect(parseSidecar('nonsense')).toBeUndefined();
    expect(
      parseSidecar(printSidecar({ ...sidecar, source: { ...sidecar.source, size: -1 } })),
    ).toBeUndefined();
  });
});

test('the map of a memory is read line by line', () => {
  const map = `5598a000-5598b000 r--p 00000000 fe:01 123                        /usr/bin/a b
7ffc0000-7ffc1000 rw-p 00000000 00:00 0                          [stack]
7ffd0000-7ffd1000 ---p 00000000 00:00 0
ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0          [vsyscall]
nonsense
`;
  const ranges = parseMemoryMap(map);
  expect(ranges.map(({ name, readable }) => [name, readable])).toEqual([
    ['/usr/bin/a b', true],
    ['[stack]', true],
    ['anonymous', false],
    ['[vsyscall]', false],
  ]);
  expect(ranges[0]).toMatchObject({ start: 0x5598a000, end: 0x5598b000 });
});

test('the preview of a large brick has the means of its pixels, at most 512 wide', () => {
  const preview = new Preview(10);
  const rows = new Uint8Array(64 * 1024 * 4);
  rows.fill(100, 0, 4);
  rows.fill(50, 4, 8);
  for (let row = 0; row < 16; row++) {
    preview.add(rows);
    rows.fill(0);
  }
  const png = preview.png();
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]).toEqual([512, 512, 8, 0]);
  const lines = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
  expect(lines.length).toBe(513 * 512);
  expect([...lines.subarray(0, 4)]).toEqual([0, 38, 0, 0]);
  // The CRC-32 that every PNG ends with.
  expect(png.subarray(-4).toString('hex')).toBe('ae426082');
});
