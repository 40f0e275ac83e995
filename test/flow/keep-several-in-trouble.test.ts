import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { brickFiles } from '../../src/adapters/artifacts/brick-files.ts';
import { brickPatches } from '../../src/adapters/artifacts/brick-patches.ts';
import { artifacts } from '../../src/adapters/artifacts/open-artifact.ts';
import { Fault } from '../../src/core/fault.ts';
import type { StepWorld } from '../../src/flow/keep-in-step.ts';
import { noise } from '../support/noise.ts';
import { BRICK, SeveralBricks } from '../support/several-bricks.ts';

const NOISE = noise(3 * BRICK + 100_000, 1);

let kept: SeveralBricks;
beforeEach(() => {
  kept = new SeveralBricks();
});
afterEach(() => kept[Symbol.dispose]());

/** Dies before one of its writes: stretches of pixels, headers, removed bricks, files that come in their places. */
function crashingWorld(crash: Error, writes: number) {
  let made = 0;
  const due = () => {
    if (made === writes) throw crash;
    made += 1;
  };
  const world = kept.started({
    patches: {
      open: (path) => {
        const opened = brickPatches.open(path);
        return (
          opened && {
            ...opened,
            write: (patch, position) => {
              due();
              opened.write(patch, position);
            },
            [Symbol.dispose]: () => opened[Symbol.dispose](),
          }
        );
      },
    },
    files: {
      ...brickFiles,
      remove: async (path) => {
        due();
        await brickFiles.remove(path);
      },
      begin: async (path) => {
        const batch = await brickFiles.begin(path);
        return {
          ...batch,
          publish: async (places) => {
            await batch.publish(places.slice(0, writes - made));
            for (const _ of places) due();
          },
        };
      },
    },
  });
  return { world, made: () => made };
}

const PATCHED = Buffer.from(NOISE)
  .fill(5, 1_000, 9_000)
  .fill(6, 2 * BRICK, 2 * BRICK + 5_000);

test.each([
  ['grows', Buffer.concat([PATCHED, NOISE.subarray(0, BRICK)])],
  ['becomes shorter', PATCHED.subarray(0, BRICK + 100_000)],
])(
  'a crash at any write, while a file %s, leaves the old bricks or ones that refuse themselves',
  async (_, now) => {
    const crash = new Error('the power went');
    const crashAfter = async (writes: number) => {
      await kept.restart(NOISE);
      const { world, made } = crashingWorld(crash, writes);
      const end = await kept.step(now, world).catch((error: unknown) => error);
      return { end, made: made() };
    };
    const { made: all } = await crashAfter(Number.POSITIVE_INFINITY);
    expect((await kept.unfolded()).equals(now)).toBe(true);
    const early = [0, 1, 2, 3].map((part) => Math.floor((all * part) / 4));
    const late = [6, 5, 4, 3, 2, 1].map((before) => all - before);
    for (const writes of [1, ...early, ...late]) {
      expect((await crashAfter(writes)).end).toBe(crash);
      const read = await kept.unfolded().catch((error: unknown) => error);
      if (writes === 0) expect((read as Buffer).equals(NOISE)).toBe(true);
      else expect(read).toMatchObject({ code: expect.stringMatching(/^brick-/) });
      expect((await kept.step(undefined, kept.started())).is).toBe('refolded');
      expect((await kept.unfolded()).equals(now)).toBe(true);
    }
    await kept.isAsFolded();
  },
  120_000,
);

test('trouble while it is read touches nothing, and what is known of the bricks stays known', async () => {
  await kept.step(NOISE);
  const changed = Buffer.from(NOISE).fill(5, 1_000, 9_000);
  const open: StepWorld['artifacts']['open'] = async (path) => {
    const opened = await artifacts.open(path);
    let read = 0;
    return {
      ...opened,
      read: async (into) => {
        if (read > 2 * BRICK) throw new Fault('artifact-unreadable', `${path} (EIO)`);
        read += into.length;
        return await opened.read(into);
      },
    };
  };
  expect(await kept.step(changed, { ...kept.world, artifacts: { open } })).toMatchObject({
    is: 'unreadable',
  });
  expect((await kept.unfolded()).equals(NOISE)).toBe(true);
  const unread: StepWorld['files'] = {
    ...brickFiles,
    open: async () => {
      throw new Error('a brick was read again');
    },
  };
  expect(await kept.step(undefined, { ...kept.world, files: unread })).toMatchObject({
    is: 'refolded',
    changed: kept.names(1),
  });
  await kept.isAsFolded();
});

test('a signal while it is read leaves the bricks as they were, and nothing beside them', async () => {
  await kept.step(NOISE);
  const files = readdirSync(kept.map);
  const stop = new AbortController();
  const begin: StepWorld['files']['begin'] = async (path) => {
    const batch = await brickFiles.begin(path);
    return {
      ...batch,
      add: async (options) => {
        if (options?.near === kept.path(3)) stop.abort();
        return await batch.add(options);
      },
    };
  };
  const stopped = kept.started({ signal: stop.signal, files: { ...brickFiles, begin } });
  const other = Buffer.from(NOISE.subarray(0, 2 * BRICK)).fill(5, 1_000, 9_000);
  const step = kept.step(Buffer.concat([other, Buffer.from(NOISE).reverse()]), stopped);
  await expect(step).rejects.toMatchObject({ name: 'AbortError' });
  expect(readdirSync(kept.map)).toEqual(files);
  expect((await kept.unfolded()).equals(NOISE)).toBe(true);
});
