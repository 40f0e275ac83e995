import { readFileSync } from 'node:fs';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analysisPrompt } from '../../../src/core/analysis/analysis-prompt.ts';
import { checkMetadata } from '../../../src/core/analysis/check-metadata.ts';
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

test.each(['xz', 'zst', 'gz'])('a .ko.%s that nobody has decompressed is named', (ending) => {
  const { facts } = look(Buffer.from('anything'), `x.ko.${ending}`);
  expect(facts).toMatchObject({ format: 'kernel-module', properties: { compressed: ending } });
});

test('what is inside a .ko.xz may be anything: it is told, and no place is made up', () => {
  const about = { path: 'x.ko.xz', kind: 'file' } as const;
  for (const inside of [Buffer.alloc(0), Buffer.from('text'), bytes.subarray(0, 64)]) {
    const { facts, places } = gatherFacts(Buffer.alloc(8), {
      about,
      deep: true,
      decompressed: { bytes: inside },
    });
    expect(facts.properties).toMatchObject({
      compressed: 'xz',
      'decompressed-size': `${inside.length} bytes`,
      decompressed: 'is no kernel module',
    });
    expect([...facts.sections, ...places]).toEqual([]);
  }
});

test('what a model says of a decompressed module is held against its facts, and says where its bytes are', () => {
  const findings = gatherFacts(Buffer.alloc(8), {
    about: { path: '/lib/x.ko.xz', kind: 'file' },
    deep: true,
    decompressed: { bytes },
  });
  const artifact = { findings, parts: [], paths: ['/lib/x.ko.xz'] };
  const said = { severity: 'low', text: 'It is GPL code.', evidence: 'license' } as const;
  const kind = 'kernel-module' as const;
  const metadata = { summary: 'A module.', kind, components: [], tags: [], confidence: 1 };
  const checked = checkMetadata(
    { ...metadata, security: [said, { ...said, evidence: 'nowhere' }], next_step: '' },
    { artifact, subjects: [], nextStep: 'x' },
  );
  if (typeof checked === 'string') throw new Error(checked);
  const [unsigned, note, ...others] = checked.security;
  expect(others).toEqual([]);
  expect(unsigned).toMatchObject({
    text: 'From the facts: the module is not signed',
    within: 'decompressed',
  });
  expect(note?.within).toBe('decompressed');
  const end = (note?.offset ?? 0) + (note?.size ?? 0);
  expect(bytes.subarray(note?.offset, end).toString()).toBe('license=GPL');
  const prompt = analysisPrompt(artifact, undefined)[1]?.content;
  expect(prompt).toMatch(/section "\.modinfo" at 0x[0-9a-f]+ of the decompressed module, \d+ bytes/);
});
