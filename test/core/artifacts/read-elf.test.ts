import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DYNAMIC } from '../../../src/core/artifacts/elf/elf-file.ts';
import { readElf } from '../../../src/core/artifacts/elf/read-elf.ts';
import { gatherFacts } from '../../../src/core/artifacts/gather-facts.ts';
import { buildElves } from '../../support/built-elves.ts';
import {
  buildIdByReadelf,
  namedByReadelf,
  sectionsByReadelf,
  segmentsByReadelf,
  symbolsByReadelf,
} from '../../support/readelf.ts';

let elves: Awaited<ReturnType<typeof buildElves>>;
beforeAll(async () => {
  elves = await buildElves();
});
afterAll(() => elves[Symbol.dispose]());

const TAGS: ReadonlyMap<bigint, string> = new Map([
  [DYNAMIC.needed, 'NEEDED'],
  [DYNAMIC.soname, 'SONAME'],
  [DYNAMIC.rpath, 'RPATH'],
  [DYNAMIC.runpath, 'RUNPATH'],
]);

const BUILT = [
  'hardened',
  'weak',
  'writable',
  'libanswer.so',
  'main.o',
  'narrow.o',
  'big.o',
  'narrow-big.o',
  'example.ko',
  'stripped',
];
const INSTALLED = ['/bin/ls', '/bin/su', '/bin/bash', '/lib64/ld-linux-x86-64.so.2', process.execPath];

function read(path: string) {
  const elf = readElf(readFileSync(path));
  if (!elf) throw new Error(`${path} is no ELF file`);
  return elf;
}

describe.each([...BUILT, ...INSTALLED])('%s is read as readelf reads it', (name) => {
  const path = () => (name.startsWith('/') ? name : elves.at(name));

  test('sections', async () => {
    const told = await sectionsByReadelf(path());
    expect(told.length).toBeGreaterThan(3);
    const own = read(path()).sections;
    expect(
      own.map(({ index, name, address, offset, size }) => ({ index, name, address, offset, size })),
    ).toEqual(told);
  });

  test('symbols', async () => {
    const told = (await symbolsByReadelf(path())).slice(0, 150_000);
    const own = read(path()).symbols.slice(0, 150_000);
    const plain = own.map(({ table, name, value, size, section }) => ({
      table,
      name: name.replace(/@.*$/, ''),
      value,
      size,
      section,
    }));
    expect(plain.length).toBe(told.length);
    // Names beyond a KiB are cut.
    const same = plain.filter((symbol, at) => {
      const other = told[at];
      return (
        other?.name.slice(0, 1_000) === symbol.name.slice(0, 1_000) &&
        other.value === symbol.value &&
        other.size === symbol.size &&
        other.section === symbol.section &&
        other.table === symbol.table
      );
    });
    expect(same.length).toBe(told.length);
  });

  test('segments, what it needs, build id', async () => {
    const { segments, dynamic } = read(path());
    expect(
      segments.map(({ offset, address, fileSize, memorySize, flags }) => ({
        offset,
        address,
        fileSize,
        memorySize,
        flags,
      })),
    ).toEqual(await segmentsByReadelf(path()));
    const named = dynamic.flatMap(({ tag, text }) => {
      const known = TAGS.get(tag);
      return known === undefined ? [] : [[known, text ?? '']];
    });
    expect(named).toEqual(await namedByReadelf(path()));
    const { facts } = gatherFacts(readFileSync(path()), {
      about: { path: path(), kind: 'file' },
      deep: false,
    });
    expect(facts.properties['build-id']).toBe(await buildIdByReadelf(path()));
  });
});

describe('a symbol is found in the file', () => {
  test.each(['hardened', 'weak', 'main.o'])('%s: the bytes of `counter` hold 7', (name) => {
    const bytes = readFileSync(elves.at(name));
    const { facts } = gatherFacts(bytes, { about: { path: name, kind: 'file' }, deep: false });
    const counter = facts.symbols.find((symbol) => symbol.name === 'counter');
    expect(counter?.size).toBe(4);
    const at = counter?.offset ?? 0;
    expect([...bytes.subarray(at, at + 4)]).toEqual([7, 0, 0, 0]);
  });

  test.each(['big.o', 'narrow-big.o'])('%s: also where the bytes stand the other way round', (name) => {
    const bytes = readFileSync(elves.at(name));
    const { facts } = gatherFacts(bytes, { about: { path: name, kind: 'file' }, deep: false });
    const start = facts.symbols.find((symbol) => symbol.name === '_binary_main_c_start');
    expect(bytes.subarray(start?.offset).toString('latin1')).toMatch(/^#include <stdio.h>/);
  });

  test('an import is its name in the table of names', () => {
    const bytes = readFileSync(elves.at('weak'));
    const { facts } = gatherFacts(bytes, { about: { path: 'weak', kind: 'file' }, deep: false });
    const found = facts.imports?.find(({ name }) => name === 'strcpy');
    expect(bytes.subarray(found?.offset, (found?.offset ?? 0) + (found?.size ?? 0)).toString()).toBe(
      'strcpy',
    );
  });
});

describe('protections', () => {
  const propertiesOf = (name: string) =>
    gatherFacts(readFileSync(elves.at(name)), { about: { path: name, kind: 'file' }, deep: false });

  test('of a hardened program', () => {
    expect(propertiesOf('hardened').facts.properties).toMatchObject({
      type: 'shared',
      pie: 'yes',
      relro: 'full',
      stack: 'not executable',
      canary: 'yes',
      stripped: 'no',
      debug: 'no',
      needed: 'libc.so.6',
      interpreter: '/lib64/ld-linux-x86-64.so.2',
      compiler: expect.stringMatching(/^GCC: /),
    });
  });

  test('of a weak program, each lack with its bytes', () => {
    const { facts, notes } = propertiesOf('weak');
    expect(facts.properties).toMatchObject({
      pie: 'no',
      relro: 'none',
      stack: 'executable',
      canary: 'no',
      debug: 'yes',
      runpath: '/tmp/lib:/usr/lib',
    });
    expect(notes.map(({ severity, text }) => `${severity} ${text}`)).toMatchInlineSnapshot(`
      [
        "high From the facts: the stack is executable",
        "low From the facts: no RELRO: the table of addresses stays writable",
        "low From the facts: no PIE: its code is always at the same address",
        "high From the facts: RUNPATH looks for libraries where others may write: "/tmp/lib"",
        "low From the facts: it imports strcpy: it copies without asking for the room there is",
      ]
    `);
  });

  test('a segment that is writable and executable is told', () => {
    expect(propertiesOf('writable').notes.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^From the facts: the segment at 0x[0-9a-f]+ is writable and executable$/),
    );
  });

  test('a library is no program without PIE, an object file lacks nothing', () => {
    expect(propertiesOf('libanswer.so').facts.properties).toMatchObject({
      pie: 'shared library',
      soname: 'libanswer.so.1',
    });
    expect(propertiesOf('narrow-big.o')).toMatchObject({
      facts: { properties: { pie: 'not linked', class: '32-bit', 'byte-order': 'big-endian' } },
      notes: [],
    });
  });

  test('setuid is told by the mode', () => {
    const about = { path: '/bin/su', kind: 'file', mode: 0o104755 } as const;
    const { notes } = gatherFacts(readFileSync('/bin/su'), { about, deep: false });
    expect(notes[0]).toMatchObject({ severity: 'medium', offset: 0, size: 64 });
    expect(notes[0]?.text).toContain('setuid');
  });

  test('a stripped program has no table of symbols', () => {
    expect(propertiesOf('stripped').facts.properties['stripped']).toBe('yes');
  });
});
