import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readElf } from '../../../src/core/artifacts/elf/read-elf.ts';
import { type Findings, gatherFacts } from '../../../src/core/artifacts/gather-facts.ts';
import { readModinfo } from '../../../src/core/artifacts/kernel-module.ts';
import { parseSidecar, printSidecar, type Sidecar } from '../../../src/core/bricks/sidecar.ts';
import { buildElves } from '../../support/built-elves.ts';

const RUNS = { numRuns: 2_000 };

let elves: Awaited<ReturnType<typeof buildElves>>;
const real = new Map<string, Buffer>();
beforeAll(async () => {
  elves = await buildElves();
  for (const name of ['main.o', 'narrow.o', 'big.o', 'narrow-big.o', 'example.ko', 'libanswer.so'])
    real.set(name, readFileSync(elves.at(name)));
});
afterAll(() => elves[Symbol.dispose]());

/** Everything that is told lies in the bytes, and fits a sidecar. */
function expectWithin({ facts, places, notes }: Findings, size: number): void {
  const { sections, symbols, imports = [], strings = [], dense = [] } = facts;
  for (const range of [...sections, ...symbols, ...imports, ...strings, ...dense, ...places, ...notes])
    if (!(range.offset >= 0 && range.size >= 0 && range.offset + range.size <= size))
      throw new Error(`${JSON.stringify(range)} is not within ${size} bytes`);
  const sidecar = { ...SIDECAR, facts, semantic: { state: 'unanalysed' as const, security: [...notes] } };
  expect(parseSidecar(printSidecar(sidecar))?.facts?.format).toBe(facts.format);
}

const SIDECAR: Sidecar = {
  format: 'openspec-complete-sidecar',
  version: 1,
  source: { path: 'x', kind: 'file', size: 0, sha256: '0'.repeat(64) },
  folded_at: '2026-01-01T00:00:00.000Z',
  tool: { name: 'openspec-complete', version: '0' },
  brick: { side: 256, order: 8, compressed: false, entropy: 0, bricks: 1 },
  parts: [],
  parts_total: 0,
  left_out: [],
  left_out_total: 0,
  semantic: { state: 'unanalysed' },
};

const look = (bytes: Uint8Array, path = '/x') =>
  gatherFacts(bytes, { about: { path, kind: 'file', mode: 0o106755 }, deep: true });

/** Offsets, counts and sizes as attackers choose them. */
const nasty = fc.oneof(
  fc.constantFrom(0, 1, 0x7f, 0x80, 0xff, 0xffff, 0x7fff_ffff, 0xffff_ffff),
  fc.integer({ min: 0, max: 5_000 }),
);

describe('no bytes make the parsers throw, leave the file or run away', () => {
  test.each(['main.o', 'narrow.o', 'big.o', 'narrow-big.o', 'example.ko', 'libanswer.so'])(
    '%s with numbers changed anywhere, cut anywhere',
    (name) => {
      const original = real.get(name) ?? Buffer.alloc(0);
      const change = fc.record({
        at: fc.oneof(fc.integer({ min: 4, max: 63 }), fc.integer({ min: 4, max: original.length - 4 })),
        value: nasty,
      });
      const changes = fc.array(change, { minLength: 1, maxLength: 6 });
      const keep = fc.oneof(fc.constant(original.length), fc.integer({ min: 0, max: original.length }));
      fc.assert(
        fc.property(changes, keep, (list, length) => {
          const bytes = Buffer.from(original);
          for (const { at, value } of list) bytes.writeUInt32LE(value, at);
          const cut = bytes.subarray(0, length);
          expectWithin(gatherFacts(cut, { about: { path: name, kind: 'file' }, deep: false }), length);
          const about = { path: 'x.ko.xz', kind: 'file' } as const;
          const wish = { about, decompressed: { bytes: cut }, deep: false };
          expectWithin(gatherFacts(Buffer.alloc(0), wish), length);
        }),
        RUNS,
      );
    },
  );

  test('an ELF header before anything', () => {
    const header = fc.tuple(fc.constantFrom(1, 2, 3), fc.constantFrom(1, 2, 3));
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 600 }), ([width, order], rest) => {
        const bytes = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, width, order]), rest]);
        expectWithin(look(bytes), bytes.length);
      }),
      RUNS,
    );
  });

  test('anything at all, as a file of /proc, a module and a plain file', () => {
    const path = fc.constantFrom('/proc/meminfo', '/proc/modules', '/proc/mounts', '/sys/x', 'x.ko.gz', '/x');
    fc.assert(
      fc.property(path, fc.uint8Array({ maxLength: 800 }), (where, bytes) => {
        expectWithin(look(bytes, where), bytes.length);
      }),
      RUNS,
    );
  });

  test('any text as a file of the kernel', () => {
    const path = fc.constantFrom('/proc/meminfo', '/proc/modules', '/proc/mounts', '/proc/cpuinfo');
    const word = fc.constantFrom(
      '__proto__',
      'constructor',
      ':',
      '=',
      ' ',
      '\n',
      'kB',
      '/',
      '-',
      '1',
      '🦀',
      '\t',
    );
    fc.assert(
      fc.property(path, fc.array(fc.oneof(word, fc.string()), { maxLength: 30 }), (where, words) => {
        const bytes = Buffer.from(words.join(''));
        expectWithin(look(bytes, where), bytes.length);
      }),
      RUNS,
    );
  });

  test('any section as .modinfo', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), nasty, nasty, (bytes, offset, size) => {
        for (const line of readModinfo(bytes, offset, size))
          expect(line.offset + line.size).toBeLessThanOrEqual(bytes.length);
      }),
      RUNS,
    );
  });
});

test('a table that gives every symbol the same endless name is read in bounded room', () => {
  const bytes = Buffer.alloc(4_000_000, 0x61);
  const original = real.get('main.o') ?? Buffer.alloc(0);
  original.copy(bytes);
  const elf = readElf(original);
  const table = elf?.sections.find(({ name }) => name === '.symtab');
  const at = (elf?.header.sectionsAt ?? 0) + (table?.index ?? 0) * 64;
  bytes.writeBigUInt64LE(BigInt(original.length), at + 24);
  bytes.writeBigUInt64LE(3_900_000n, at + 32);
  const names = (elf?.header.sectionsAt ?? 0) + (table?.link ?? 0) * 64;
  bytes.writeBigUInt64LE(0n, names + 24);
  bytes.writeBigUInt64LE(0xffff_ffff_ffffn, names + 32);
  const characters = readElf(bytes)?.symbols.reduce((sum, { name }) => sum + name.length, 0) ?? 0;
  expect(characters).toBeLessThan(17_000_000);
});

test('sixty thousand tables of names do not make every text be looked for in each', () => {
  const texts = Buffer.from('abcdef\0'.repeat(100_000));
  const count = 60_000;
  const bytes = Buffer.concat([Buffer.alloc(64 + count * 64), texts]);
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1]).copy(bytes);
  bytes.writeBigUInt64LE(64n, 40);
  bytes.writeUInt16LE(64, 58);
  for (let at = 64; at < 64 + count * 64; at += 64) {
    bytes.writeUInt32LE(3, at + 4);
    bytes.writeBigUInt64LE(1n, at + 24);
    bytes.writeBigUInt64LE(BigInt(at === 64 ? count : 1), at + 32);
  }
  expect(readElf(bytes)?.sections).toHaveLength(count);
  expect(look(bytes).facts.strings).toHaveLength(1);
});
