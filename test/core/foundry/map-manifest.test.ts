import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseManifest, printManifest } from '../../../src/core/foundry/map-manifest.ts';

test('the origin’s manifest is read, and what is no entry is left out', () => {
  const text = JSON.stringify({
    '-10,3': { brick: 'ls.brick', timestamp: 1763600000.25 },
    '1,1': { brick: '../escape.brick', timestamp: 1 },
    '1,2': { brick: 'picture.rts.png', timestamp: 1 },
    '1,3': { brick: 'late.brick', timestamp: 'now' },
    '1,4': { brick: '.hidden.brick', timestamp: 1 },
    '1.5,4': { brick: 'half.brick', timestamp: 1 },
    '1,5': null,
  });
  expect(parseManifest(text)).toEqual([{ x: -10, y: 3, brick: 'ls.brick', timestamp: 1763600000.25 }]);
});

test('a text that is no object is no manifest', () => {
  for (const text of ['', '[]', 'null', '{', '"x"']) expect(parseManifest(text)).toBeUndefined();
});

test('what is printed is read back, one line a brick, in the order of places', () => {
  const entry = fc.record({
    x: fc.integer({ min: -9999, max: 9999 }),
    y: fc.integer({ min: -9999, max: 9999 }),
    brick: fc.stringMatching(/^[a-z0-9-]{1,20}\.brick$/),
    timestamp: fc.double({ min: 0, max: 2e9, noNaN: true }),
  });
  const entries = fc.uniqueArray(entry, { selector: ({ x, y }) => `${x},${y}` });
  fc.assert(
    fc.property(entries, (given) => {
      const read = parseManifest(printManifest(given)) ?? [];
      const order = given.toSorted((a, b) => a.y - b.y || a.x - b.x);
      expect(read.map((one) => ({ ...one, timestamp: one.timestamp + 0 }))).toEqual(
        order.map((one) => ({ ...one, timestamp: one.timestamp + 0 })),
      );
    }),
  );
  expect(printManifest([{ x: 0, y: 1, brick: 'a.brick', timestamp: 5 }])).toBe(
    '{\n  "0,1": {"brick":"a.brick","timestamp":5}\n}\n',
  );
  expect(printManifest([])).toBe('{}\n');
});
