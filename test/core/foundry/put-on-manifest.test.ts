import { expect, test } from 'vitest';
import { parseManifest } from '../../../src/core/foundry/map-manifest.ts';
import { putOnManifest } from '../../../src/core/foundry/put-on-manifest.ts';

test('a brick keeps its place and gets the new time; a new one gets a free place', () => {
  const before = '{"7,7": {"brick": "a.brick", "timestamp": 1}}';
  const put = putOnManifest(before, [
    { brick: 'a.brick', timestamp: 2 },
    { brick: 'b.brick', timestamp: 3 },
  ]);
  expect(put?.entries[0]).toEqual({ x: 7, y: 7, brick: 'a.brick', timestamp: 2 });
  expect(parseManifest(put?.text ?? '')).toEqual(expect.arrayContaining([...(put?.entries ?? [])]));
  expect(put?.entries).toHaveLength(2);
});

test('what is no entry is kept as it is, and its place stays taken', () => {
  const strange = {
    '0,0': { brick: 'picture.rts.png', timestamp: 5, more: [1] },
    '1,0': null,
    note: 'x',
    __proto__x: 1,
  };
  const text = `${JSON.stringify(strange).slice(0, -1)},"__proto__":{"a":1}}`;
  const put = putOnManifest(text, [{ brick: 'b.brick', timestamp: 3 }]);
  const [entry] = put?.entries ?? [];
  expect(JSON.parse(put?.text ?? '')).toEqual({
    ...(JSON.parse(text) as object),
    [`${entry?.x},${entry?.y}`]: { brick: 'b.brick', timestamp: 3 },
  });
  expect(put?.text).toContain('"__proto__": {"a":1}');
  expect(['0,0', '1,0']).not.toContain(`${entry?.x},${entry?.y}`);
});

test('an unchanged brick keeps its time, and gets one where it is not on the map', () => {
  const before = '{\n  "7,7": {"brick":"a.brick","timestamp":1}\n}\n';
  const isUnchanged = true;
  expect(putOnManifest(before, [{ brick: 'a.brick', timestamp: 9, isUnchanged }])?.text).toBe(before);
  expect(
    putOnManifest(before, [{ brick: 'b.brick', timestamp: 9, isUnchanged }])?.entries[0]?.timestamp,
  ).toBe(9);
});

test('several entries of one brick all get the new time', () => {
  const twice = '{"1,1": {"brick":"a.brick","timestamp":1}, "2,2": {"brick":"a.brick","timestamp":2}}';
  const put = putOnManifest(twice, [{ brick: 'a.brick', timestamp: 9 }]);
  expect(parseManifest(put?.text ?? '')?.map(({ timestamp }) => timestamp)).toEqual([9, 9]);
});

test('a brick that replaces others of its artifact gets the place of the first, and they are on the map no more', () => {
  const before = JSON.stringify({
    '5,5': { brick: 'x.0001.brick', timestamp: 1 },
    '6,5': { brick: 'x.0002.brick', timestamp: 1 },
    '7,5': { brick: 'other.brick', timestamp: 1 },
    '8,5': 'a note of somebody',
  });
  const folded = { brick: 'x.brick', timestamp: 2, replaces: ['x.0001.brick', 'x.0002.brick'] };
  // It stands beside the manifest already, as a brick that nobody has put there.
  const found = [{ brick: 'x.brick', timestamp: 2 }];
  const put = putOnManifest(before, [folded], found);
  expect(put?.entries).toEqual([{ x: 5, y: 5, brick: 'x.brick', timestamp: 2 }]);
  const now = {
    '5,5': { brick: 'x.brick', timestamp: 2 },
    '7,5': { brick: 'other.brick', timestamp: 1 },
    '8,5': 'a note of somebody',
  };
  expect(JSON.parse(put?.text ?? '')).toEqual(now);
  const again = putOnManifest(put?.text, [
    { brick: 'x.0001.brick', timestamp: 3, replaces: ['x.brick'] },
    { brick: 'x.0002.brick', timestamp: 3 },
    { ...folded, timestamp: 4 },
  ]);
  expect(JSON.parse(again?.text ?? '')).toEqual({ ...now, '5,5': { brick: 'x.brick', timestamp: 4 } });
  expect(again?.entries.map(({ brick }) => brick)).toEqual(['x.brick']);
});

test('a brick that has a place of its own keeps it when others of its artifact go', () => {
  const before = JSON.stringify({
    '5,5': { brick: 'x.0001.brick', timestamp: 1 },
    '6,5': { brick: 'x.0002.brick', timestamp: 1 },
  });
  const put = putOnManifest(before, [{ brick: 'x.0001.brick', timestamp: 2, replaces: ['x.0002.brick'] }]);
  expect(JSON.parse(put?.text ?? '')).toEqual({ '5,5': { brick: 'x.0001.brick', timestamp: 2 } });
});

test('a text that is no JSON object is not written over', () => {
  for (const text of ['', '[]', '{', 'null']) expect(putOnManifest(text, [])).toBeUndefined();
  expect(putOnManifest(undefined, [])?.text).toBe('{}\n');
});
