import { createHash } from 'node:crypto';
import { execa } from 'execa';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ArchiveEntry, paddingAfter } from '../../../src/core/bricks/archive-entry.ts';
import { ArchiveNames } from '../../../src/core/bricks/archive-names.ts';
import { type ArchiveEvent, ArchiveReader, isArchive } from '../../../src/core/bricks/read-archive.ts';
import { archiveEnd, archiveHeader, archiveStart } from '../../../src/core/bricks/write-archive.ts';
import { noise } from '../../support/noise.ts';

const file = (name: string, size = 0): ArchiveEntry => ({
  name,
  kind: 'file',
  mode: 0o644,
  size,
  target: '',
});
const folder = (name: string): ArchiveEntry => ({ name, kind: 'folder', mode: 0o755, size: 0, target: '' });
const link = (name: string, target: string): ArchiveEntry => ({
  name,
  kind: 'link',
  mode: 0o777,
  size: 0,
  target,
});

function archive(entries: readonly ArchiveEntry[]): Buffer {
  const pieces = entries.flatMap((entry) => [
    archiveHeader(entry),
    noise(entry.size, entry.size),
    Buffer.alloc(paddingAfter(entry.size)),
  ]);
  return Buffer.concat([archiveStart(), ...pieces, archiveEnd()]);
}

/** All events, the bytes of a file put together. */
function read(bytes: Uint8Array, step = 1_000): { events: ArchiveEvent[]; complete: boolean } {
  const reader = new ArchiveReader();
  const events: ArchiveEvent[] = [];
  for (let at = 0; at < bytes.length; at += step)
    for (const event of reader.read(bytes.subarray(at, at + step))) {
      const last = events.at(-1);
      if (event.is === 'bytes' && last?.is === 'bytes')
        events[events.length - 1] = { is: 'bytes', bytes: Buffer.concat([last.bytes, event.bytes]) };
      else events.push(event.is === 'bytes' ? { is: 'bytes', bytes: Buffer.from(event.bytes) } : event);
      if (event.is === 'damaged') return { events, complete: false };
    }
  return { events, complete: reader.complete };
}

const LONG = `${'a'.repeat(99)}/${'ü'.repeat(120)}`;
const ENTRIES = [
  folder('.'),
  file('empty'),
  file('one', 1),
  file('record', 512),
  { ...file('tool', 5_000), mode: 0o755 },
  folder('a'.repeat(99)),
  file(LONG, 3),
  link('link', '../../etc/passwd'),
  link('long-link', LONG),
];

test.each([1, 511, 512, 513, 100_000])('what was written is read, in pieces of %i bytes', (step) => {
  const { events, complete } = read(archive(ENTRIES), step);
  expect(complete).toBe(true);
  expect(events.flatMap((event) => (event.is === 'entry' ? [event.entry] : []))).toEqual(ENTRIES);
  const contents = events.flatMap((event) => (event.is === 'bytes' ? [event.bytes.length] : []));
  expect(contents).toEqual([1, 512, 5_000, 3]);
  expect(events.at(-1)).toEqual({ is: 'end' });
});

test('a name of any length and bytes is read as it was written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4_000 }), fc.integer({ min: 1, max: 255 }), (length, byte) => {
      const entry = link(`x${String.fromCharCode(byte).repeat(length)}`, 'y'.repeat(length));
      const { events } = read(archive([entry]));
      expect(events[0]).toEqual({ is: 'entry', entry });
    }),
  );
});

test('tar lists and checks it as any archive', async () => {
  const listed = await execa('tar', ['-tf', '-'], { input: archive(ENTRIES), stripFinalNewline: true });
  expect(listed.stdout.split('\n').length).toBe(ENTRIES.length);
  const { stdout } = await execa('tar', ['-xOf', '-', 'tool'], {
    input: archive(ENTRIES),
    encoding: 'buffer',
  });
  expect(createHash('sha256').update(stdout).digest()).toEqual(
    createHash('sha256').update(noise(5_000, 5_000)).digest(),
  );
});

test('it is known by its beginning, and an archive of tar is not taken for one', async () => {
  expect(isArchive(archive(ENTRIES))).toBe(true);
  const { stdout } = await execa('tar', ['-cf', '-', '-C', import.meta.dirname, 'archive.test.ts'], {
    encoding: 'buffer',
  });
  expect(isArchive(stdout)).toBe(false);
  expect(isArchive(new Uint8Array())).toBe(false);
});

describe('a damaged archive', () => {
  const whole = archive(ENTRIES);

  test('with any byte of a header changed is refused or says something else, but never ends in an error', () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        const broken = Buffer.from(whole);
        broken[at] = (broken[at] ?? 0) ^ bits;
        const { events } = read(broken);
        expect(events.length).toBeGreaterThan(0);
      }),
    );
  });

  test('that is cut is not complete', () => {
    for (const end of [0, 100, 512, 1_024, 2_000, whole.length - 1_024, whole.length - 1])
      expect(read(whole.subarray(0, end)).complete).toBe(false);
  });

  test.each([
    [
      'a wrong checksum',
      (b: Buffer) => b.fill(0x61, 1_024 + 10, 1_024 + 11),
      'the checksum of an entry is wrong',
    ],
    [
      'no ustar magic',
      (b: Buffer) => b.fill(0, 1_024 + 257, 1_024 + 265),
      'an entry is not in the ustar format',
    ],
  ])('with %s is refused', (_, damage, why) => {
    const broken = Buffer.from(whole);
    damage(broken);
    expect(read(broken).events).toEqual([{ is: 'damaged', why }]);
  });

  test('with something after its end is refused', () => {
    const { events } = read(Buffer.concat([whole, Buffer.alloc(512)]));
    expect(events.at(-1)).toEqual({ is: 'damaged', why: 'something follows its end' });
  });
});

describe('names', () => {
  const refuse = (...entries: readonly ArchiveEntry[]) => {
    const names = new ArchiveNames();
    return entries.map((entry) => names.refuse(entry)).at(-1);
  };

  test('that stay within the directory pass', () => {
    expect(
      refuse(folder('.'), folder('a'), file('a/b'), link('a/c', '/etc/passwd'), file('..c')),
    ).toBeUndefined();
  });

  test.each([
    ['../x', 'does not stay within'],
    ['/etc/passwd', 'does not stay within'],
    ['a/../../x', 'does not stay within'],
    ['a//b', 'does not stay within'],
    ['./a', 'does not stay within'],
    ['', 'does not stay within'],
    ['a\0b', 'does not stay within'],
    ['a/b/c', 'is in no folder that came before it'],
    ['.', 'does not stay within'],
  ])('like %j are refused', (name, why) => {
    expect(refuse(folder('.'), folder('a'), file(name))).toContain(why);
  });

  test('twice the same, or below a link or a file, are refused', () => {
    expect(refuse(folder('.'), file('a'), file('a'))).toContain('two entries');
    expect(refuse(folder('.'), link('a', '/etc'), file('a/passwd'))).toContain('in no folder');
    expect(refuse(folder('.'), file('a'), file('a/b'))).toContain('in no folder');
    expect(refuse(folder('.'), link('a', '/etc'), folder('a'))).toContain('two entries');
  });

  test('come after the directory itself', () => {
    expect(refuse(file('a'))).toContain('does not begin with');
    expect(refuse(file('.'))).toContain('does not begin with');
  });

  test('of links without a target are refused', () => {
    expect(refuse(folder('.'), link('a', ''))).toContain('leads to nothing');
  });
});
