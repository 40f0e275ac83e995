import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gatherFacts } from '../../../src/core/artifacts/gather-facts.ts';
import { buildElves } from '../../support/built-elves.ts';

let elves: Awaited<ReturnType<typeof buildElves>>;
let bytes: Buffer;
beforeAll(async () => {
  elves = await buildElves();
  bytes = readFileSync(elves.at('example.ko'));
});
afterAll(() => elves[Symbol.dispose]());

const look = (content: Uint8Array, path: string) =>
  gatherFacts(content, { about: { path, kind: 'file' }, deep: false });

/** As the kernel's sign-file writes it: signature, `struct module_signature`, trailer. */
function signed(module: Uint8Array, length: number): Buffer {
  const struct = Buffer.alloc(12);
  struct[2] = 2;
  struct.writeUInt32BE(length, 8);
  return Buffer.concat([
    module,
    Buffer.alloc(300, 0x30),
    struct,
    Buffer.from('~Module signature appended~\n'),
  ]);
}

test('a module tells what modinfo tells', async () => {
  const { stdout } = await execa('readelf', ['-p', '.modinfo', elves.at('example.ko')]);
  const { facts, notes, places } = look(bytes, '/lib/modules/6.1.0/example.ko');
  expect(facts.format).toBe('kernel-module');
  expect(facts.properties).toMatchObject({
    license: 'GPL',
    depends: 'crc32c,mbcache',
    vermagic: '6.1.0-9-amd64 SMP preempt mod_unload',
    description: 'An example',
    'alias lines': '2',
    signed: 'no',
    type: 'relocatable',
  });
  for (const key of ['license', 'depends', 'vermagic']) {
    const place = places.find(({ name }) => name === key);
    const line = bytes.subarray(place?.offset, (place?.offset ?? 0) + (place?.size ?? 0)).toString();
    expect(line).toBe(`${key}=${facts.properties[key]}`);
    expect(stdout).toContain(line);
  }
  expect(notes.map(({ text }) => text)).toEqual(['From the facts: the module is not signed']);
});

test('a signature is seen where it stands', () => {
  const { facts, notes, places } = look(signed(bytes, 300), 'example.ko');
  expect(facts.properties['signed']).toBe('yes, 300 bytes');
  expect(places).toContainEqual({ name: 'signed', offset: bytes.length, size: 340 });
  expect(notes).toEqual([]);
});

test('a signature that is longer than the file is no signature', () => {
  const { facts, notes } = look(signed(bytes, 0xffff_ffff), 'example.ko');
  expect(facts.properties['signed']).toContain('damaged');
  expect(notes).toHaveLength(1);
});

test('a module in a .ko.gz is told without places, for they are not bytes of the file', () => {
  const { facts } = look(gzipSync(bytes), '/lib/modules/6.1.0/example.ko.gz');
  expect(facts).toMatchObject({ format: 'kernel-module', sections: [], symbols: [] });
  expect(facts.properties).toMatchObject({ compressed: 'gz', license: 'GPL' });
});

test.each(['xz', 'zst', 'gz'])('a .ko.%s that is not unpacked is named', (ending) => {
  const { facts } = look(Buffer.from('anything'), `x.ko.${ending}`);
  expect(facts).toMatchObject({ format: 'kernel-module', properties: { compressed: ending } });
});
