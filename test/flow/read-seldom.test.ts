import { expect, test } from 'vitest';
import { readSeldom } from '../../src/flow/read-seldom.ts';

/** A reading that takes so long on a clock that moves only by hand. */
function reading(milliseconds: number) {
  let [now, asked] = [0, 0];
  const read = readSeldom(
    async () => {
      asked += 1;
      now += milliseconds;
      return asked;
    },
    () => now,
  );
  return {
    read,
    /** How many readings there were after waiting so long and asking again. */
    after: async (wait: number) => {
      now += wait;
      return read();
    },
  };
}

test('whoever asks within fifteen seconds gets the same answer, at the same time too', async () => {
  const { read, after } = reading(0);
  expect(await Promise.all([read(), read()])).toEqual([1, 1]);
  expect(await after(14_999)).toBe(1);
  expect(await after(1)).toBe(2);
});

test('a slow reading is kept a hundred times as long, and a minute at most', async () => {
  const slow = reading(200);
  expect([await slow.read(), await slow.after(19_999), await slow.after(1)]).toEqual([1, 1, 2]);
  const slower = reading(10_000);
  expect([await slower.read(), await slower.after(59_999), await slower.after(1)]).toEqual([1, 1, 2]);
});

test('a failure is told to everybody who asked, and asked about again later', async () => {
  let [now, asked] = [0, 0];
  const read = readSeldom(
    async () => {
      asked += 1;
      if (asked === 1) throw new Error('no');
      return asked;
    },
    () => now,
  );
  await expect(read()).rejects.toThrow('no');
  await expect(read()).rejects.toThrow('no');
  now += 15_000;
  expect(await read()).toBe(2);
});
