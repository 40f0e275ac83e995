import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLOCK_BYTES, blockOf, blocksOfRow } from '../../../src/core/bricks/block-layout.ts';
import type { FoldRoom } from '../../../src/core/bricks/fold-room.ts';
import { hilbertOffset, hilbertPoint } from '../../../src/core/bricks/hilbert-curve.ts';
import { openFoldRoom } from '../../../src/core/bricks/open-fold-room.ts';
import { openSimdRoom } from '../../../src/core/bricks/simd-room.ts';
import { openTableRoom } from '../../../src/core/bricks/table-room.ts';
import { foldRow, rowBytes, unfoldRow } from '../../../src/core/bricks/whole-rows.ts';
import { noise } from '../../support/noise.ts';

/** The texture, one pixel after the other. */
function foldNaively(order: number, payload: Uint8Array): Buffer {
  const texture = Buffer.alloc(4 ** order * 4, 255);
  for (const [offset, byte] of payload.entries()) {
    const { x, y } = hilbertPoint(order, offset);
    texture.fill(byte, (y * 2 ** order + x) * 4, (y * 2 ** order + x) * 4 + 3);
  }
  return texture;
}

function foldWhole(room: FoldRoom, order: number, payload: Uint8Array): Buffer {
  room.payload(payload.length).set(payload);
  const rows = 2 ** order / 64;
  return Buffer.concat(Array.from({ length: rows }, (_, row) => Buffer.from(foldRow(room, order, row))));
}

test('there is a room with vectors here, and it is the one that is opened', () => {
  expect(openFoldRoom().kernel).toBe('simd');
});

describe.each([
  ['simd', openSimdRoom],
  ['table', openTableRoom],
] as const)('the %s room', (kernel, open) => {
  const room = open();
  if (!room) throw new Error('WebAssembly with vectors is missing');

  test.each([8, 9, 10, 11])('folds order %i as the curve says, and back', (order) => {
    const payload = noise(4 ** order, order);
    const texture = foldWhole(room, order, payload);
    expect(room.kernel).toBe(kernel);
    expect(texture.equals(foldNaively(order, payload))).toBe(true);
    room.payload(payload.length).fill(7);
    const length = rowBytes(order);
    for (let row = 0; row < 2 ** order / 64; row++) {
      room.band(length).set(texture.subarray(row * length, (row + 1) * length));
      unfoldRow(room, order, row);
    }
    expect(Buffer.from(room.payload(payload.length)).equals(payload)).toBe(true);
    expect(room.takeDamage()).toBeUndefined();
  });

  test.each([12, 13])('folds rows of order %i as the curve says, and back', (order) => {
    const [side, length] = [2 ** order, rowBytes(order)];
    const payload = room.payload(4 ** order);
    const byteAt = (offset: number) => Math.imul(offset, 2_654_435_761) >>> 24;
    for (let offset = 0; offset < payload.length; offset++) payload[offset] = byteAt(offset);
    let wrong = 0;
    for (const row of [0, 1, side / 128, side / 64 - 1]) {
      const band = Buffer.from(foldRow(room, order, row));
      const offsets = Uint32Array.from({ length: length / 4 }, (_, pixel) =>
        hilbertOffset(order, { x: pixel % side, y: row * 64 + Math.floor(pixel / side) }),
      );
      for (const [pixel, offset] of offsets.entries()) {
        const byte = byteAt(offset);
        if (band.readUInt32LE(pixel * 4) !== ((byte * 0x10101) | 0xff000000) >>> 0) wrong += 1;
        payload[offset] = byte ^ 255;
      }
      room.band(length).set(band);
      unfoldRow(room, order, row);
      for (const offset of offsets) if (payload[offset] !== byteAt(offset)) wrong += 1;
    }
    expect(wrong).toBe(0);
    expect(room.takeDamage()).toBeUndefined();
  });

  test('tells a pixel that is not grey from one that is not opaque, wherever it is, and forgets it then', () => {
    fc.assert(
      fc.property(
        fc.nat(BLOCK_BYTES - 1),
        fc.nat(3),
        fc.integer({ min: 1, max: 255 }),
        (pixel, channel, bits) => {
          room.payload(65_536).set(noise(65_536, 1));
          foldRow(room, 8, 0);
          const at = (pixel >> 6) * 1024 + (pixel % 64) * 4 + channel;
          const band = room.band(rowBytes(8));
          band[at] = (band[at] ?? 0) ^ bits;
          unfoldRow(room, 8, 0);
          expect(room.takeDamage()).toBe(channel === 3 ? 'alpha' : 'colour');
          expect(room.takeDamage()).toBeUndefined();
        },
      ),
    );
  });

  test('keeps its payload when it makes room for more, which is zero', () => {
    const other = open();
    other?.payload(10).fill(9);
    const larger = other?.payload(5_000_000);
    expect(larger?.subarray(0, 11)).toEqual(Uint8Array.of(9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 0));
    expect(larger?.at(-1)).toBe(0);
  });
});

test('a block is where the row of blocks has it', () => {
  for (const order of [8, 9, 13])
    for (const row of [0, 1, 2 ** order / 64 - 1])
      for (const block of blocksOfRow(order, row)) {
        expect(block.top).toBe(row * 64);
        expect(blockOf(order, block.offset + 4095)).toEqual(block);
      }
});
