import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hilbertPoint } from '../../../src/core/bricks/hilbert-curve.ts';
import { entropyOf, measureBytes } from '../../../src/core/bricks/measure-bytes.ts';
import { brickOf, readBrick } from '../../support/brick-of.ts';
import { noise } from '../../support/noise.ts';

const SIZES = [0, 1, 2, 255, 256, 257, 4095, 4096, 4097, 65_535, 65_536, 65_537, 262_144, 262_145, 1_048_577];

describe.each([false, true])('with compression %s', (compress) => {
  test.each(SIZES)('%i bytes come back exactly', (size) => {
    const bytes = noise(size, size);
    const back = readBrick(brickOf(bytes, { compress }));
    expect(back.is === 'artifact' && back.bytes.equals(bytes)).toBe(true);
  });

  test('any bytes come back exactly', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000 }), (bytes) => {
        expect(readBrick(brickOf(bytes, { compress }))).toEqual({
          is: 'artifact',
          bytes: Buffer.from(bytes),
        });
      }),
      { numRuns: 40 },
    );
  });
});

test('a brick has the layout of the origin: 132 bytes, little-endian, then the pixels', () => {
  const bytes = Buffer.from('Hello, Hilbert\n');
  const brick = brickOf(bytes, { flags: { metadata: true, executable: true } });
  expect(brick.length).toBe(262_276);
  expect(brick.toString('latin1', 0, 4)).toBe('V2BR');
  const words = [4, 8, 12, 16].map((at) => brick.readUInt32LE(at));
  expect(words).toEqual([1, 256, 256, 8]);
  expect([brick.readBigUInt64LE(20), brick.readBigUInt64LE(28)]).toEqual([15n, 15n]);
  expect(brick.readFloatLE(36)).toBeCloseTo(3.3232, 4);
  expect(brick.subarray(40, 72)).toEqual(createHash('sha256').update(bytes).digest());
  expect(brick.subarray(72, 88)).toEqual(Buffer.alloc(16));
  expect(brick.readUInt32LE(88)).toBe(0b10101);
  expect(brick.subarray(92, 132)).toEqual(Buffer.alloc(40));
  for (let offset = 0; offset < 65_536; offset++) {
    const { x, y } = hilbertPoint(8, offset);
    const byte = bytes[offset] ?? 0;
    if (brick.readUInt32BE(132 + (y * 256 + x) * 4) !== ((byte * 0x01010100) | 255) >>> 0)
      expect.fail(`offset ${offset}`);
  }
});

test.each([
  [0, 256],
  [65_536, 256],
  [65_537, 512],
  [262_144, 512],
  [262_145, 1024],
])('%i bytes make a texture %i pixels wide, unless a wider one is wished for', (size, side) => {
  expect(brickOf(noise(size, 1)).readUInt32LE(8)).toBe(side);
  expect(brickOf(noise(size, 1), { smallestOrder: 9 }).readUInt32LE(8)).toBe(Math.max(512, side));
});

test('the UTF-8 flag is set for text alone', () => {
  const flags = (bytes: Uint8Array) => brickOf(bytes).readUInt32LE(88);
  expect(flags(Buffer.from('Grüße\n'))).toBe(16);
  expect(flags(Buffer.alloc(0))).toBe(0);
  expect(flags(Buffer.from('a\0b'))).toBe(0);
  expect(flags(Buffer.from([0x47, 0xfc]))).toBe(0);
  expect(brickOf(Buffer.from('text'), { compress: true }).readUInt32LE(88)).toBe(18);
});

test('entropy is 0 for nothing and for one byte, 1 for two, 8 for all of them', () => {
  const entropy = (bytes: Uint8Array) => measureBytes(bytes).entropy;
  expect(entropy(new Uint8Array())).toBe(0);
  expect(entropy(Buffer.alloc(5_000, 7))).toBe(0);
  expect(entropy(Buffer.from('abab'))).toBe(1);
  expect(entropy(Uint8Array.from({ length: 512 }, (_, at) => at))).toBe(8);
  expect(entropyOf(new Uint32Array(256))).toBe(0);
});

test('counting large and odd arrays is counting', () => {
  for (const [from, to] of [
    [0, 2_000_000],
    [1, 1_999_999],
    [2, 1_999_999],
  ] as const) {
    const bytes = noise(2_000_000, 3).subarray(from, to);
    const counts = new Uint32Array(256);
    for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
    expect(measureBytes(bytes).counts).toEqual(counts);
  }
});

describe('bricks that others wrote', () => {
  const bytes = Buffer.from('from the origin');

  test('version 2, which one of the documents of the origin has, is read', () => {
    const brick = brickOf(bytes);
    brick.writeUInt32LE(2, 4);
    expect(readBrick(brick)).toEqual({ is: 'artifact', bytes });
  });

  test('a hash cut to 48 hexadecimal digits is checked as one', () => {
    const brick = brickOf(bytes);
    brick.write(createHash('sha256').update(bytes).digest('hex').slice(0, 48), 40, 'latin1');
    expect(readBrick(brick)).toEqual({ is: 'artifact', bytes });
    brick.write('0'.repeat(48), 40, 'latin1');
    expect(readBrick(brick)).toMatchObject({ is: 'damaged', why: expect.stringContaining('SHA-256') });
  });

  test('an entropy that was summed up in another order is not damage', () => {
    const brick = brickOf(noise(5_000, 1));
    brick.writeUInt32LE(brick.readUInt32LE(36) + 2, 36);
    expect(readBrick(brick)).toMatchObject({ is: 'artifact' });
  });

  test('pixels whose four channels are all the byte are read, if all of them are so', () => {
    const brick = brickOf(bytes);
    for (let at = 132; at < brick.length; at += 4) brick[at + 3] = brick[at] ?? 0;
    expect(readBrick(brick)).toEqual({ is: 'artifact', bytes });
    brick[brick.length - 1] = 255;
    expect(readBrick(brick)).toMatchObject({ why: 'a pixel is not opaque, as every folded byte is' });
  });

  test('text without its flag is not damage', () => {
    const brick = brickOf(bytes);
    brick.writeUInt32LE(0, 88);
    expect(readBrick(brick)).toEqual({ is: 'artifact', bytes });
  });

  test.each([
    ['KCRB\x02\0\0\0', 'a PixiJS CPU program brick (BRCK)'],
    ['BRCK', 'a PixiJS CPU program brick (BRCK)'],
    ['BRICK\x01', 'a PixiJS CPU program brick of version 1 (BRICK)'],
    ['\x89PNG\r\n\x1a\n\0\0\0\x10tEXtPixelRTS\0{}', 'a PixelRTS image (.rts.png)'],
    ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'a PNG image'],
    ['version https://git-lfs.github.com/spec/v1', 'a Git LFS pointer, not the file itself'],
    ['\x7fELF\x02', 'an ELF binary that was not folded yet'],
    ['{"format":"PixelRTS-2.0"}', 'a JSON file'],
    ['', 'an empty file'],
    ['v2br', 'a file of another format'],
  ])('a file that begins with %j is named', (start, format) => {
    expect(readBrick(Buffer.from(start, 'latin1'))).toEqual({ is: 'foreign', format });
  });
});

describe('damage', () => {
  const original = noise(70_000, 9);
  const brick = brickOf(original);

  test.each([
    ['noise', brick],
    ['nothing', brickOf(Buffer.alloc(0))],
    ['one byte again and again', brickOf(Buffer.alloc(5_000, 7))],
    ['text', brickOf(Buffer.from('some text, some more'))],
    ['almost nothing but zeros', brickOf(Buffer.concat([Buffer.alloc(60_000), Buffer.from([1])]))],
  ])('every byte of the header of %s that is inverted, or set to another value, is noticed', (_, whole) => {
    for (let at = 0; at < 132; at++)
      for (const value of [~(whole[at] ?? 0) & 255, 0xff, 0]) {
        // The flags of a sidecar and of text are in nothing else; see the bits below.
        if (value === whole[at] || (at === 88 && value === 0)) continue;
        const broken = Buffer.from(whole);
        broken[at] = value;
        if (readBrick(broken).is === 'artifact') expect.fail(`byte ${at} being ${value}`);
      }
  });

  test('every bit of the header that is inverted is noticed, but those that nothing else in the file tells', () => {
    const unnoticed: string[] = [];
    for (let at = 0; at < 132; at++)
      for (let bit = 0; bit < 8; bit++) {
        const broken = Buffer.from(brick);
        broken[at] = (broken[at] ?? 0) ^ (1 << bit);
        if (readBrick(broken).is === 'artifact') unnoticed.push(`${at}.${bit}`);
      }
    // The last two bits of the entropy: rounding. Flags 0, 2 and 3: a sidecar, permissions and encryption are not in the
    // brick. Flag 4 is noticed where the bytes are no UTF-8, as here; in text it may be missing.
    expect(unnoticed).toEqual(['36.0', '36.1', '88.0', '88.2', '88.3']);
  });

  test('a cut or longer file is refused wherever it ends', () => {
    for (const length of [4, 5, 131, 132, 133, 134, 70_132, brick.length - 4, brick.length - 1])
      expect(readBrick(brick.subarray(0, length)).is).toBe('damaged');
    expect(readBrick(Buffer.concat([brick, Buffer.alloc(1)]))).toMatchObject({
      is: 'damaged',
      why: 'it has 1048709 bytes, where a brick of 512 by 512 pixels has 1048708',
    });
  });

  test('any byte of the texture that is changed is noticed', () => {
    fc.assert(
      fc.property(fc.nat(brick.length - 133), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        const broken = Buffer.from(brick);
        broken[132 + at] = (broken[132 + at] ?? 0) ^ bits;
        expect(readBrick(broken).is).toBe('damaged');
      }),
    );
  });

  test.each([
    [4, 3, 'its version is 3, not 1'],
    [12, 1024, 'its texture is 512 by 1024 pixels, not square'],
    [16, 0, 'its Hilbert order is 0, not 8 to 13'],
    [16, 8, 'its texture is 512 pixels wide, which is not 2^8, its Hilbert order'],
    [20, 70_001, 'it is not compressed, but its sizes differ (70001 and 70000 bytes)'],
    [24, 1, 'it says it was made from 4295037296 bytes, but one brick is made from 67108864 at most'],
    [28, 262_145, 'it says it holds 262145 bytes, but its texture has room for 262144'],
    [36, 0x7fc00000, 'its entropy is not between 0 and 8 bits per byte'],
    [36, 0x40000000, 'its bytes do not have the entropy that it names'],
    [40, 1, 'its bytes do not have the SHA-256 that it names'],
    [84, 1, 'its SHA-256 is not followed by zeros'],
    [88, 2, 'its compressed bytes cannot be decompressed to the size it names'],
    [88, 16, 'it says that it is UTF-8 text, but it is not'],
    [88, 32, 'it has flags that have no meaning'],
    [128, 1, 'its reserved bytes are not zero'],
  ])('the word at %i being %i is told as what it is', (at, value, why) => {
    const broken = Buffer.from(brick);
    broken.writeUInt32LE(value, at);
    expect(readBrick(broken)).toEqual({ is: 'damaged', why });
  });

  test('pixels that are not grey, not opaque, or after the end are told apart', () => {
    const first = 132;
    const last = 132 + 511 * 4;
    for (const [at, why] of [
      [first + 1, 'a pixel is not grey, as every folded byte is'],
      [first + 3, 'a pixel is not opaque, as every folded byte is'],
    ] as const) {
      const broken = Buffer.from(brick);
      broken[at] = (broken[at] ?? 0) ^ 1;
      expect(readBrick(broken)).toEqual({ is: 'damaged', why });
    }
    const broken = Buffer.from(brick);
    broken.fill(7, last, last + 3);
    expect(readBrick(broken)).toEqual({ is: 'damaged', why: 'the pixels after its last byte are not black' });
  });

  test('a compressed brick that would grow beyond its size, or goes on after its stream, is refused', () => {
    const zeros = Buffer.alloc(60_000);
    const grows = brickOf(zeros, { compress: true });
    grows.writeBigUInt64LE(100n, 20);
    const goesOn = brickOf(zeros, { compress: true });
    goesOn.writeBigUInt64LE(BigInt(deflateSync(zeros).length + 1), 28);
    for (const broken of [grows, goesOn])
      expect(readBrick(broken)).toMatchObject({ why: expect.stringContaining('decompressed') });
  });
});
