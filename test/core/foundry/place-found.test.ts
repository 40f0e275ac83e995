import { expect, test } from 'vitest';
import { placeFound } from '../../../src/core/foundry/place-found.ts';
import { putOnManifest } from '../../../src/core/foundry/put-on-manifest.ts';

const came = (brick: string, timestamp: number) => ({ brick: `usr-${brick}-0.brick`, timestamp });
const cellsOf = (entries: ReturnType<typeof placeFound>) =>
  Object.fromEntries(entries.map(({ brick, x, y }) => [brick, `${x},${y}`]));

test('what came before does not move when others come, whatever their names are', () => {
  const first = cellsOf(placeFound([], [], [came('lib-m', 2), came('bin-z', 1)]));
  const all = cellsOf(
    placeFound([], [], [came('bin-a', 4), came('lib-m', 2), came('bin-z', 1), came('a', 3)]),
  );
  expect(all).toMatchObject(first);
  expect(new Set(Object.values(all)).size).toBe(4);
});

test('who writes the manifest puts them where they were shown, with the time they came', () => {
  const text = '{"0,0": {"brick": "x.brick", "timestamp": 1}, "1,0": 7}';
  const found = [came('bin-z', 1), came('bin-a', 2)];
  const shown = cellsOf(placeFound([{ brick: 'x.brick', x: 0, y: 0 }], [{ x: 1, y: 0 }], found));
  const put = putOnManifest(text, [{ brick: 'usr-bin-0-0.brick', timestamp: 9 }], found);
  const written = JSON.parse(put?.text ?? '') as Record<string, { readonly brick: string }>;
  for (const [brick, cell] of Object.entries(shown)) expect(written[cell]).toMatchObject({ brick });
  expect(Object.values(written)).toHaveLength(5);
  expect(put?.entries).toHaveLength(1);
});
