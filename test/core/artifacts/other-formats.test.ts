import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { entropyMap } from '../../../src/core/artifacts/entropy-map.ts';
import { findStrings } from '../../../src/core/artifacts/find-strings.ts';
import { gatherFacts } from '../../../src/core/artifacts/gather-facts.ts';
import { measureBytes } from '../../../src/core/bricks/measure-bytes.ts';
import { noise } from '../../support/noise.ts';

const look = (content: string | Uint8Array, path = 'x') =>
  gatherFacts(Buffer.from(content), { about: { path, kind: 'file' }, deep: false });

describe('text of the kernel', () => {
  test('meminfo is names and values with their units, each line a place', () => {
    const bytes = readFileSync('/proc/meminfo');
    const { facts } = look(bytes, '/proc/meminfo');
    expect(facts.format).toBe('proc');
    expect(facts.properties['MemTotal']).toMatch(/^\d+ kB$/);
    const line = facts.sections.find(({ name }) => name === 'MemFree');
    expect(bytes.subarray(line?.offset, (line?.offset ?? 0) + (line?.size ?? 0)).toString()).toMatch(
      /^MemFree: +\d+ kB$/,
    );
  });

  test('cpuinfo tells the first processor and counts them', () => {
    const text = 'processor\t: 0\nmodel name\t: One\n\nprocessor\t: 1\nmodel name\t: Two\n';
    expect(look(text, '/proc/cpuinfo').facts.properties).toMatchObject({
      processors: '2',
      'model name': 'One',
    });
  });

  test('modules tell size, users and state', () => {
    const text = 'ext4 1003520 2 - Live 0x0000000000000000\nmbcache 16384 1 ext4, Live 0x0\nbroken\n';
    expect(look(text, '/proc/modules').facts.properties).toMatchObject({
      ext4: '1003520 bytes, 2 users, Live',
      mbcache: '16384 bytes, 1 users by ext4, Live',
    });
  });

  test('mounts are told by where they are', () => {
    const text = '/dev/sda1 / ext4 rw,relatime 0 0\nproc /proc proc rw 0 0\n';
    expect(look(text, '/proc/self/mounts').facts.properties).toMatchObject({
      '/': 'ext4 of /dev/sda1 (rw,relatime)',
      '/proc': 'proc of proc (rw)',
    });
  });

  test('a single line is a value', () => {
    expect(look('performance\n', '/sys/devices/x/governor').facts.properties['value']).toBe('performance');
    expect(look('Linux version 6.1\n', '/proc/version').facts.properties['value']).toBe('Linux version 6.1');
  });

  test('the same text elsewhere is text', () => {
    expect(look('MemTotal: 1 kB\n', '/home/x/meminfo').facts.format).toBe('text');
  });
});

test.each([
  ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0', 'png', { pixels: '640 x 480' }],
  ['PK\x03\x04rest', 'zip', {}],
  ['MZ', 'pe', { kind: 'MS-DOS program' }],
  ['\xcf\xfa\xed\xfe', 'mach-o', {}],
  ['\xfd7zXZ\0', 'xz', {}],
  ['(\xb5/\xfd', 'zstd', {}],
  ['#!/bin/sh -e\necho hi\n', 'script', { interpreter: '/bin/sh -e', lines: '2' }],
  ['a\nb', 'text', { lines: '1' }],
  ['\x7fELF', 'elf', { damaged: 'its header is cut off' }],
  ['\0\x01', 'binary', {}],
  ['', 'empty', {}],
])('%j is known by its first bytes', (start, format, properties) => {
  const { facts } = look(Buffer.from(start, 'latin1'));
  expect(facts).toMatchObject({ format, properties });
});

test('a PE file tells its machine', () => {
  const bytes = Buffer.alloc(256);
  bytes.write('MZ');
  bytes.writeUInt32LE(128, 0x3c);
  bytes.write('PE\0\0', 128);
  bytes.writeUInt16LE(0x8664, 132);
  bytes.writeUInt16LE(9, 134);
  expect(look(bytes).facts.properties).toMatchObject({ architecture: 'x86-64', sections: '9' });
});

test('a gzip file is named', () => {
  expect(look(gzipSync('x')).facts.format).toBe('gzip');
});

test('a folder is told by the formats of its files, by their own first bytes', () => {
  const bytes = Buffer.from('....\x7fELF....#!/bin/sh\n....text');
  const parts = [
    { name: 'a', offset: 4, size: 8 },
    { name: 'b', offset: 12, size: 10 },
    { name: 'c', offset: 26, size: 4 },
    { name: 'd', offset: 0, size: 0 },
    { name: 'beyond', offset: 999, size: 99 },
  ];
  const { facts } = gatherFacts(bytes, { about: { path: '/d', kind: 'directory' }, parts, deep: false });
  expect(facts.properties['formats']).toBe('empty 2, elf 1, script 1, text 1');
});

test('a folder is told by the endings of its files', () => {
  const parts = ['a.rs', 'b/c.rs', 'd.toml', '.hidden', 'LICENSE'].map((name) => ({
    name,
    offset: 0,
    size: 1,
  }));
  const { facts } = gatherFacts(Buffer.alloc(10), {
    about: { path: '/d', kind: 'directory' },
    parts,
    deep: false,
  });
  expect(facts).toMatchObject({
    format: 'directory',
    properties: { files: '5', endings: '.rs 2, none 2, .toml 1' },
  });
});

describe('texts', () => {
  const found = (content: Uint8Array, most = 10) => findStrings(content, { most, nameTables: [] });

  test('stand where they are said to, in ASCII and UTF-16', () => {
    const bytes = Buffer.concat([
      Buffer.from('\0\x01/etc/shadow\0\0\0'),
      Buffer.from('wide text', 'utf16le'),
      Buffer.from('\xff\xffshort\0'),
    ]);
    expect(found(bytes)).toEqual([
      { name: '/etc/shadow', offset: 2, size: 11 },
      { name: 'wide text', offset: 16, size: 18 },
    ]);
  });

  test('the telling ones are kept when there are many', () => {
    const plain = Array.from({ length: 500 }, (_, at) => `aaaaaa${at}`);
    const bytes = Buffer.from([...plain, 'https://example.com/x', '/etc/passwd', 'strcpy'].join('\0'));
    expect(found(bytes, 3).map(({ name }) => name)).toEqual([
      'https://example.com/x',
      '/etc/passwd',
      'strcpy',
    ]);
  });

  test('names in tables of names are left out', () => {
    const bytes = Buffer.from('secret_function\0password=1');
    const nameTables = [{ name: '.strtab', offset: 0, size: 15 }];
    expect(findStrings(bytes, { most: 9, nameTables }).map(({ name }) => name)).toEqual(['password=1']);
  });
});

describe('entropy', () => {
  test('is what the whole measure says of a block', () => {
    const bytes = noise(4_096, 1);
    expect(entropyMap(bytes).highest).toBeCloseTo(measureBytes(bytes).entropy, 5);
  });

  test('dense stretches are told where they stand', () => {
    const bytes = Buffer.concat([Buffer.alloc(8_192), noise(8_192, 2), Buffer.alloc(4_096, 'text')]);
    const { dense, blocks, mean } = entropyMap(bytes);
    expect(blocks).toBe(5);
    expect(dense).toEqual([
      { name: expect.stringMatching(/^7\.\d\d bits per byte$/), offset: 8_192, size: 8_192 },
    ]);
    expect(mean).toBeCloseTo((2 * 7.95 + 1.5) / 5, 1);
  });

  test('a few bytes are not judged', () => {
    expect(entropyMap(noise(1_000, 3))).toMatchObject({ blocks: 0, dense: [] });
  });
});
