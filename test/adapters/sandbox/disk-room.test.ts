import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diskFloor, diskRoom, isBelow } from '../../../src/adapters/sandbox/disk-room.ts';

const GIB = 1_073_741_824;
const files = { files: 900, allFiles: 1_000 };

test('1 GiB or 5 % of the disk is left, whichever is more', () => {
  expect(diskFloor({ bytes: 10 * GIB, allBytes: 12 * GIB, ...files })).toEqual({ bytes: GIB, files: 50 });
  expect(diskFloor({ bytes: 100 * GIB, allBytes: 200 * GIB, ...files }).bytes).toBe(10 * GIB);
});

test('on a disk that is small or nearly full, a run may have half of what there is', () => {
  expect(diskFloor({ bytes: GIB, allBytes: 2 * GIB, files: 20, allFiles: 1_000 })).toEqual({
    bytes: GIB / 2,
    files: 10,
  });
});

test('no run is stopped before it took anything', () => {
  const amount = fc.integer({ min: 1, max: 2 ** 45 });
  fc.assert(
    fc.property(amount, amount, amount, amount, (one, two, three, four) => {
      const room = {
        bytes: Math.min(one, two),
        allBytes: Math.max(one, two),
        files: Math.min(three, four),
        allFiles: Math.max(three, four),
      };
      expect(isBelow(room, diskFloor(room))).toBe(false);
    }),
  );
});

test('places for files run out as well, where a disk has a number of them', () => {
  const floor = { bytes: 10, files: 50 };
  expect(isBelow({ bytes: 20, allBytes: 100, files: 49, allFiles: 1_000 }, floor)).toBe(true);
  expect(isBelow({ bytes: 20, allBytes: 100, files: 0, allFiles: 0 }, { bytes: 10, files: 0 })).toBe(false);
});

test('the room of a real folder is told, and none of a folder that is not there', async () => {
  const room = await diskRoom(import.meta.dirname);
  expect(room?.allBytes).toBeGreaterThanOrEqual(room?.bytes ?? Number.POSITIVE_INFINITY);
  expect(await diskRoom('/nowhere/at/all')).toBeUndefined();
});
