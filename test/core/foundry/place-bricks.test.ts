import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brickName } from '../../../src/core/foundry/brick-name.ts';
import { type PlacedBrick, placeBricks } from '../../../src/core/foundry/place-bricks.ts';
import type { Cell } from '../../../src/core/foundry/spiral.ts';

const part = fc.constantFrom(
  'usr',
  'bin',
  'lib',
  'share',
  'etc',
  'x86_64-linux-gnu',
  'é ö',
  'ls',
  'cat',
  '.git',
);
const path = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => `/${parts.join('/')}`);
const names = fc.uniqueArray(
  fc.tuple(path, fc.nat(99)).map(([at, n]) => brickName(`${at}/f${n}`)),
  {
    maxLength: 120,
  },
);
const cell = fc.record({ x: fc.integer({ min: -9, max: 9 }), y: fc.integer({ min: -9, max: 9 }) });

const listOf = (cells: ReadonlyMap<string, Cell>): readonly PlacedBrick[] =>
  [...cells].map(([brick, at]) => ({ brick, ...at }));
const keyOf = ({ x, y }: Cell) => `${x},${y}`;

test('no two bricks get one cell, nor one that is taken by something else', () => {
  fc.assert(
    fc.property(names, fc.array(cell), (bricks, taken) => {
      const keys = [...placeBricks([], taken, bricks).values()].map(keyOf);
      expect(new Set(keys).size).toBe(bricks.length);
      const others = new Set(taken.map(keyOf));
      expect(keys.filter((key) => others.has(key))).toEqual([]);
    }),
  );
});

test('a brick never moves, whatever comes later', () => {
  fc.assert(
    fc.property(names, names, (first, later) => {
      const before = placeBricks([], [], first);
      const after = placeBricks(listOf(before), [], [...later, ...first]);
      for (const [brick, at] of before) expect(after.get(brick)).toEqual(at);
      expect(new Set([...after.values()].map(keyOf)).size).toBe(new Set([...first, ...later]).size);
    }),
  );
});

test('bricks that come together have the same places in whatever order they are named', () => {
  fc.assert(
    fc.property(
      names.chain((bricks) =>
        fc.tuple(fc.constant(bricks), fc.shuffledSubarray(bricks, { minLength: bricks.length })),
      ),
      ([one, other]) => {
        const [a, b] = [placeBricks([], [], one), placeBricks([], [], other)];
        for (const brick of one) expect(a.get(brick)).toEqual(b.get(brick));
      },
    ),
  );
});

/** 40 folders of 3 to 60 files. */
const TREE = Array.from({ length: 40 }, (_, folder) =>
  Array.from({ length: 3 + ((folder * 37) % 58) }, (_, file) =>
    brickName(`/usr/${folder % 2 === 0 ? 'lib' : 'share'}/p${folder}/f${file}`),
  ),
);

test('bricks of one folder lie much nearer to each other than by chance, also when they come one by one', () => {
  const all = TREE.flat();
  const together = placeBricks([], [], all);
  const oneByOne = new Map<string, Cell>();
  for (let at = 0; at < 60; at++)
    for (const folder of TREE) {
      const brick = folder[at];
      if (brick === undefined) continue;
      for (const [name, place] of placeBricks(listOf(oneByOne), [], [brick])) oneByOne.set(name, place);
    }
  const scattered = new Map(
    all.map((brick, at) => [brick, together.get(all[(at * 619) % all.length] ?? '') ?? { x: 0, y: 0 }]),
  );
  expect(siblingDistance(scattered)).toBeGreaterThan(5);
  expect(siblingDistance(together)).toBeLessThan(siblingDistance(scattered) * 0.4);
  expect(siblingDistance(oneByOne)).toBeLessThan(siblingDistance(scattered) * 0.6);
});

test('a folder opens its plots beside its parents, and a fifth of the map is filled', () => {
  const places = placeBricks([], [], ['/a/b/one', '/a/b/c/two', '/z/three'].map(brickName));
  expect([...places.values()]).toEqual([
    { x: 4, y: 0 },
    { x: 0, y: 0 },
    { x: 0, y: 4 },
  ]);
  const cells = [...placeBricks([], [], TREE.flat()).values()];
  const side = Math.max(...cells.map(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)))) * 2;
  expect(cells.length / side ** 2).toBeGreaterThan(0.2);
});

test('a map with places at its very edge is filled from its inside', () => {
  const edge = { brick: brickName('/far/a'), x: 999_999_999, y: 0 };
  const bricks = Array.from({ length: 40 }, (_, at) => brickName(`/far/${at}`));
  for (const { x, y } of placeBricks([edge], [], bricks).values())
    expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(999_999_999);
});

function siblingDistance(places: ReadonlyMap<string, Cell>): number {
  let [sum, pairs] = [0, 0];
  for (const folder of TREE)
    for (const [at, a] of folder.entries())
      for (const b of folder.slice(at + 1)) {
        const [one, two] = [places.get(a), places.get(b)];
        sum += Math.hypot((one?.x ?? 0) - (two?.x ?? 0), (one?.y ?? 0) - (two?.y ?? 0));
        pairs += 1;
      }
  return sum / pairs;
}

test('a folder that comes one by one makes no line but a patch', () => {
  const places = new Map<string, Cell>();
  for (let at = 0; at < 600; at++)
    for (const [name, place] of placeBricks(listOf(places), [], [brickName(`src/doc/f${at}`)]))
      places.set(name, place);
  const cells = [...places.values()];
  const length = (values: readonly number[]) => Math.max(...values) - Math.min(...values) + 1;
  const box = length(cells.map(({ x }) => x)) * length(cells.map(({ y }) => y));
  expect(cells.length / box).toBeGreaterThan(0.6);
});
