import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { brickNames } from '../../src/core/bricks/brick-index.ts';
import { brickName } from '../../src/core/foundry/brick-name.ts';
import { noise } from '../support/noise.ts';
import { BRICK, SeveralBricks } from '../support/several-bricks.ts';

const NOISE = noise(3 * BRICK + 100_000, 1);

let kept: SeveralBricks;
beforeEach(() => {
  kept = new SeveralBricks();
});
afterEach(() => kept[Symbol.dispose]());

const place = fc.oneof(
  fc.nat(NOISE.length),
  fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: -1, max: 1 })).map(([n, by]) => n * BRICK + by),
);
const seed = fc.nat(1_000);
/** What a file holds after it held something else. */
const edit: fc.Arbitrary<(bytes: Buffer) => Buffer> = fc.oneof(
  fc.tuple(place, fc.oneof(fc.nat(100), fc.nat(BRICK)), seed).map(([at, length, from]) => (bytes: Buffer) => {
    NOISE.copy(bytes, at, from, from + length);
    return bytes;
  }),
  place.map((at) => (bytes: Buffer) => bytes.subarray(0, at)),
  fc.tuple(place, seed).map(([to, from]) => (bytes: Buffer) => {
    return Buffer.concat([bytes, NOISE.subarray(from, from + Math.max(0, to - bytes.length))]);
  }),
  fc.tuple(place, seed).map(
    ([to, from]) =>
      () =>
        Buffer.from(NOISE.subarray(from, to)),
  ),
  place.map((to) => (bytes: Buffer) => {
    bytes.subarray(0, to).fill('a line of a log, with ümlauts\n');
    return bytes;
  }),
);

test('whatever happens to a large file, its bricks and their index are those of a whole fold', async () => {
  const happening = fc.oneof(
    { weight: 5, arbitrary: fc.record({ edit }) },
    { weight: 1, arbitrary: fc.record({ mode: fc.constantFrom(0o644, 0o755) }) },
    { weight: 1, arbitrary: fc.constant({ restart: true }) },
  );
  const all = fc.array(happening, { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.nat(NOISE.length), all, async (size, happenings) => {
      let bytes: Buffer = Buffer.from(NOISE.subarray(0, size));
      await kept.restart(bytes);
      for (const one of happenings) {
        if ('edit' in one) bytes = one.edit(bytes);
        else if ('mode' in one) chmodSync(kept.source, one.mode);
        else kept.world = kept.started();
        await kept.step(bytes);
        await kept.isAsFolded();
        expect((await kept.step()).is).toBe('unchanged');
      }
    }),
    { numRuns: 10 },
  );
}, 180_000);

test('of several bricks only those are written that changed, and of these what changed', async () => {
  const bricks = kept.names(1, 2, 3, 4);
  const removed = [brickName(kept.source)];
  expect(await kept.step(NOISE)).toEqual({ is: 'folded', bricks, removed, size: NOISE.length });
  const before = [1, 2, 3, 4].map((number) => kept.inode(number));
  expect(await kept.step()).toEqual({ is: 'unchanged', bricks });
  const end = await kept.step(Buffer.from(NOISE).fill(7, BRICK + 500, BRICK + 510));
  expect(end).toMatchObject({ is: 'refolded', bricks, changed: kept.names(2) });
  expect(end.is === 'refolded' && end.written).toBeLessThanOrEqual(132 + 5 * 256);
  expect([1, 2, 3, 4].map((number) => kept.inode(number))).toEqual(before);
  await kept.isAsFolded();
});

test('a change far into a later brick is hashed from near there on, and gives the SHA-256 of the whole', async () => {
  const mebibyte = 1_048_576;
  kept.world = kept.started({ largest: 16 * mebibyte });
  const bytes = Buffer.concat([NOISE, NOISE, NOISE]);
  await kept.step(bytes);
  for (const at of [25, 17, 33]) {
    bytes.fill(at, at * mebibyte, at * mebibyte + 10);
    expect(await kept.step(bytes)).toMatchObject({ is: 'refolded', changed: kept.names(at < 32 ? 2 : 3) });
    await kept.isAsFolded();
  }
});

test('what is appended goes into the last brick, and into a new one when that is full', async () => {
  await kept.step(NOISE.subarray(0, 2 * BRICK - 1_000));
  const first = kept.inode(1);
  const filled = await kept.step(NOISE.subarray(0, 2 * BRICK));
  expect(filled).toMatchObject({ is: 'refolded', changed: kept.names(2) });
  expect(filled.is === 'refolded' && filled.written).toBeLessThan(9_000);
  expect(await kept.step(NOISE.subarray(0, 2 * BRICK + 10))).toMatchObject({
    is: 'refolded',
    bricks: kept.names(1, 2, 3),
    changed: kept.names(3),
  });
  expect(kept.inode(1)).toBe(first);
  await kept.isAsFolded();
});

test('bricks that a file has no bytes for any more are removed, whether it is still large or not', async () => {
  await kept.step(NOISE);
  expect(await kept.step(NOISE.subarray(0, 2 * BRICK))).toMatchObject({
    is: 'refolded',
    bricks: kept.names(1, 2),
    changed: [],
  });
  await kept.isAsFolded();
  expect(await kept.step(NOISE.subarray(0, 10))).toMatchObject({
    is: 'folded',
    bricks: [brickName(kept.source)],
  });
  await kept.isAsFolded();
  expect(await kept.step(NOISE)).toMatchObject({ is: 'folded', bricks: kept.names(1, 2, 3, 4) });
  await kept.isAsFolded();
});

test('at the start only the bricks that do not hold are folded anew', async () => {
  const start = () => kept.step(undefined, kept.started());
  await kept.step(NOISE);
  expect((await start()).is).toBe('unchanged');
  const [untouched, { facts }] = [kept.inode(2), kept.sidecar()];
  rmSync(kept.path(3));
  writeFileSync(kept.path(1), readFileSync(kept.path(1)).fill(9, 10_000, 10_256));
  expect(await start()).toMatchObject({ is: 'refolded', changed: kept.names(1, 3) });
  expect(kept.inode(2)).toBe(untouched);
  expect(kept.sidecar().facts).toEqual(facts);
  await kept.isAsFolded();
});

test('an index that is not one, or beside which one brick stands, is made anew with all of its bricks', async () => {
  for (const path of [brickNames(kept.out).index, kept.out]) {
    await kept.step(NOISE);
    writeFileSync(path, 'left by somebody');
    expect((await kept.step(undefined, kept.started())).is).toBe('folded');
    await kept.isAsFolded();
  }
});

test('facts are those of the first brick as it is', async () => {
  await kept.step(NOISE);
  const { facts } = kept.sidecar();
  const appended = Buffer.concat([NOISE, NOISE.subarray(0, 100)]);
  await kept.step(appended);
  expect(kept.sidecar().facts).toEqual(facts);
  await kept.step(appended.fill('%PDF-1.7\n', 0, 9));
  expect(kept.sidecar().facts?.format).toBe('pdf');
});
