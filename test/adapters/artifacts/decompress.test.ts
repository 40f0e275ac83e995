import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemDecompress } from '../../../src/adapters/artifacts/decompress.ts';
import type { ModuleCompression } from '../../../src/core/artifacts/compressed-module.ts';
import { gatherFacts } from '../../../src/core/artifacts/gather-facts.ts';
import { buildElves } from '../../support/built-elves.ts';

const SOURCE = join(import.meta.dirname, '..', '..', '..', 'src', 'adapters', 'artifacts', 'decompress.ts');
/** As the kernel's Makefile compresses modules: scripts/Makefile.modinst. The programs have to be there. */
const PROGRAMS = {
  gz: ['gzip', '-n', '-c'],
  xz: ['xz', '--check=crc32', '--lzma2=dict=1MiB', '-c'],
  zst: ['zstd', '-q', '-c'],
} as const;
const EACH = Object.keys(PROGRAMS) as ModuleCompression[];

const decompress = systemDecompress(process.env['PATH'] ?? '');
let elves: Awaited<ReturnType<typeof buildElves>>;
let bytes: Buffer;
beforeAll(async () => {
  elves = await buildElves();
  bytes = readFileSync(elves.at('example.ko'));
});
afterAll(() => elves[Symbol.dispose]());

async function compress(by: ModuleCompression, content: Uint8Array, fast = false): Promise<Buffer> {
  const [program, ...slow] = PROGRAMS[by];
  const args = fast ? ['-1', '-c'] : slow;
  const { stdout } = await execa(program, args, {
    input: content,
    encoding: 'buffer',
    stripFinalNewline: false,
  });
  return Buffer.from(stdout);
}

async function look(file: Uint8Array, by: ModuleCompression) {
  const about = { path: `/lib/modules/6.1.0/example.ko.${by}`, kind: 'file' } as const;
  return gatherFacts(file, { about, deep: true, decompressed: await decompress(file, by) });
}

/** The same ranges, as places in the artifact itself. */
function unmarked<Range extends { readonly within?: string | undefined }>(ranges: readonly Range[] = []) {
  return ranges.map(({ within, ...range }) => {
    expect(within).toBe('decompressed');
    return range;
  });
}

describe.each(EACH)('a module in a .ko.%s', (by) => {
  test('has the facts of the module, at places that say that they are inside', async () => {
    const file = await compress(by, bytes);
    const { facts, places, notes } = await look(file, by);
    const plain = gatherFacts(bytes, { about: { path: 'example.ko', kind: 'file' }, deep: true });
    // The entropy is the file's, which is too small for one.
    const { 'entropy-mean': _, 'entropy-highest': __, ...properties } = plain.facts.properties;
    expect(facts.properties).toEqual({
      ...properties,
      compressed: by,
      'decompressed-size': `${bytes.length} bytes`,
      size: `${file.length} bytes`,
    });
    expect(facts.format).toBe('kernel-module');
    for (const key of ['sections', 'symbols', 'strings'] as const)
      expect(unmarked(facts[key])).toEqual(plain.facts[key]);
    expect(unmarked(places)).toEqual(plain.places);
    expect(unmarked(notes)).toEqual(plain.notes);
    expect(facts.symbols.map(({ name }) => name)).toContain('init_module');
  });

  test.each([
    ['cut off', (whole: Buffer) => whole.subarray(0, whole.length >> 1)],
    ['something else', () => Buffer.from('anything at all')],
    ['empty', () => Buffer.alloc(0)],
    ['followed by something', (whole: Buffer) => Buffer.concat([whole, Buffer.from('more')])],
  ])('that is %s is named, with the reason', async (_, spoil) => {
    const { facts } = await look(spoil(await compress(by, bytes)), by);
    expect(facts).toMatchObject({
      format: 'kernel-module',
      sections: [],
      properties: {
        compressed: by,
        'not-decompressed': `it is no single whole ${by} stream, or takes more than 128 MiB of memory`,
      },
    });
  });

  test('that grows beyond 64 MiB is not looked into', async () => {
    const bomb = await compress(by, Buffer.alloc(64 * 1_048_576 + 1), true);
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await decompress(bomb, by)).toEqual({ why: 'it has more than 64 MiB decompressed' });
  });
});

test('a program that is missing is told', async () => {
  const nothing = systemDecompress('/nonexistent');
  expect(await nothing(await compress('xz', bytes), 'xz')).toEqual({
    why: 'the program xz cannot be started (ENOENT): install it',
  });
});

test('whoever stops it is told so', async () => {
  const signal = AbortSignal.abort(new Error('stopped'));
  await expect(decompress(await compress('xz', bytes), 'xz', signal)).rejects.toThrow('stopped');
});

test('where Node has no zstd, the program decompresses', async () => {
  const program = `
    import zlib from 'node:zlib';
    import { buffer } from 'node:stream/consumers';
    zlib.zstdDecompress = undefined;
    const { systemDecompress } = await import(${JSON.stringify(SOURCE)});
    const bytes = await buffer(process.stdin);
    const whole = await systemDecompress(process.env.PATH)(bytes, 'zst');
    const damaged = await systemDecompress(process.env.PATH)(bytes.subarray(0, 99), 'zst');
    const none = await systemDecompress('/nonexistent')(bytes, 'zst');
    console.log(JSON.stringify([Buffer.from(whole.bytes).toString('base64'), damaged.why, none.why]));`;
  const { stdout } = await execa(process.execPath, ['--input-type=module', '--eval', program], {
    input: await compress('zst', bytes),
  });
  expect(JSON.parse(stdout)).toEqual([
    bytes.toString('base64'),
    'it is no single whole zst stream, or takes more than 128 MiB of memory',
    'the program zstd cannot be started (ENOENT): install it',
  ]);
});
