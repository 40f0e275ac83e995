import { appendFileSync, closeSync, mkdirSync, openSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { brickFiles } from '../../../src/adapters/artifacts/brick-files.ts';
import { artifacts } from '../../../src/adapters/artifacts/open-artifact.ts';
import { writeFullySync } from '../../../src/adapters/artifacts/write-fully.ts';
import { foldArtifact } from '../../../src/flow/fold-artifact.ts';
import { inspectBrick } from '../../../src/flow/inspect-brick.ts';
import { unfoldBrick } from '../../../src/flow/unfold-brick.ts';
import type { Artifacts } from '../../../src/ports/artifacts.ts';
import { brickWorld, filesIn, threadCount } from '../../support/brick-world.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const MIB = 1_048_576;
/** What a compressed brick holds: bricks of a sparse file are small files then. */
const HELD = 64 * MIB - 65_536;

let folder: TemporaryFolder;
let threads: number;
beforeEach(async () => {
  folder = new TemporaryFolder();
  // Node's own threads for files begin with the first.
  await brickFiles.text(at('nothing'));
  threads = threadCount();
});
afterEach(() => {
  folder[Symbol.dispose]();
  expect(threadCount()).toBe(threads);
});

const at = (name: string) => join(folder.path, name);

/** A file of the size with other bytes in each MiB, most of it a hole. */
function source(size: number, name = 'source'): string {
  const file = openSync(at(name), 'w');
  for (let mib = 0; mib * MIB < size; mib++) writeSync(file, Buffer.from(`MiB ${mib}`), 0, null, mib * MIB);
  closeSync(file);
  truncateSync(at(name), size);
  return at(name);
}

interface FoldOptions {
  readonly compress?: boolean;
  readonly from?: Artifacts;
  readonly signal?: AbortSignal;
  readonly script?: URL;
}

/** Folds `source` with so many workers into a folder of that number, and gives what came to be there. */
async function folded(count: number, options: FoldOptions = {}) {
  const { compress = true, from = artifacts, script, signal } = options;
  const world = { ...brickWorld(count, script), artifacts: from, ...(signal ? { signal } : {}) };
  mkdirSync(at(`${count}`), { recursive: true });
  const out = at(`${count}/x.brick`);
  try {
    await foldArtifact(world, { source: at('source'), out, compress, preview: at(`${count}/x.png`) });
  } catch (error) {
    expect(filesIn(at(`${count}`)).size).toBe(0);
    throw error;
  }
  return filesIn(at(`${count}`));
}

/** An artifact to which something happens when so many bytes were read of it. */
function changing(after: number, change: () => void): Artifacts {
  return {
    open: async (path) => {
      const artifact = await artifacts.open(path);
      let [total, done] = [0, false];
      return {
        ...artifact,
        read: async (into) => {
          if (total >= after && !done) {
            done = true;
            change();
          }
          const filled = await artifact.read(into);
          total += filled;
          return filled;
        },
      };
    },
  };
}

const read = (name: string) => filesIn(folder.path).get(name);

/** A worker that runs other code. */
function scriptOf(code: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

function expectSame(files: ReadonlyMap<string, Buffer>, others: ReadonlyMap<string, Buffer>): void {
  expect([...files.keys()]).toEqual([...others.keys()]);
  for (const [name, bytes] of files) expect([name, others.get(name)?.equals(bytes)]).toEqual([name, true]);
}

describe('workers write what one thread writes', () => {
  test.each([
    ['exactly one brick', HELD, 1],
    ['a byte more', HELD + 1, 2],
    ['exactly two bricks', 2 * HELD, 2],
    ['more bricks than workers', 2 * HELD + 70_001, 3],
  ])('of %s', async (_, size, bricks) => {
    source(size);
    const alone = await folded(0);
    // Beside them sidecar, picture and, where there are several, the index.
    expect(alone.size).toBe(bricks === 1 ? 3 : bricks + 3);
    expectSame(await folded(2), alone);
    const brick = at('2/x.brick');
    expect((await inspectBrick(brickWorld(2), brick)).bricks).toHaveLength(bricks);
    await unfoldBrick(brickWorld(2), { brick, out: at('back'), archive: false });
    expect(read('back')?.equals(read('source') ?? Buffer.of())).toBe(true);
  });

  test('uncompressed', async () => {
    source(64 * MIB + 1);
    expectSame(await folded(2, { compress: false }), await folded(0, { compress: false }));
  });

  test('of a folder, which comes back', async () => {
    mkdirSync(at('source'));
    source(HELD, 'source/a');
    source(70_000, 'source/b');
    expectSame(await folded(2), await folded(0));
    await unfoldBrick(brickWorld(2), { brick: at('2/x.brick'), out: at('back'), archive: false });
    expectSame(filesIn(at('back')), filesIn(at('source')));
  });

  test.each([
    ['grows', HELD + 5, () => appendFileSync(at('source'), 'more')],
    ['shrinks', HELD + 20, () => truncateSync(at('source'), HELD + 10)],
  ])('of a file that %s under way', async (_, size, change) => {
    source(size);
    const alone = await folded(0, { from: changing(HELD, change) });
    source(size);
    expectSame(await folded(2, { from: changing(HELD, change) }), alone);
  });
});

describe('nothing is left', () => {
  test('when a file of a folder shrinks', async () => {
    mkdirSync(at('source'));
    source(HELD + 70_000, 'source/a');
    const from = changing(HELD, () => truncateSync(at('source/a'), HELD + 10));
    await expect(folded(2, { from })).rejects.toMatchObject({ code: 'artifact-changed' });
  });

  test('when the source cannot be read on', async () => {
    source(2 * HELD);
    const from = changing(HELD, () => {
      throw new Error('gone');
    });
    await expect(folded(2, { from })).rejects.toThrow('gone');
  });

  test('when the disk is full', async () => {
    source(2 * HELD);
    mkdirSync(at('full'));
    const full = openSync('/dev/full', 'w');
    const begin: typeof brickFiles.begin = async (out) => {
      const batch = await brickFiles.begin(out);
      const write = async (bytes: Uint8Array) => writeFullySync(full, bytes, out);
      return {
        ...batch,
        add: async (options) => ({ ...(await batch.add(options)), descriptor: full, write }),
      };
    };
    const folding = foldArtifact(
      { ...brickWorld(2), files: { ...brickFiles, begin } },
      { source: at('source'), out: at('full/x.brick'), compress: true },
    );
    const fault = { code: 'disk-full', at: at('full/x.brick') };
    await expect(folding).rejects.toMatchObject(fault);
    closeSync(full);
    expect(filesIn(at('full')).size).toBe(0);
  });

  test('when it is stopped under way', async () => {
    source(2 * HELD);
    const stopper = new AbortController();
    const from = changing(HELD, () => stopper.abort(new Error('stopped')));
    await expect(folded(2, { from, signal: stopper.signal })).rejects.toThrow('stopped');
  });

  test('when it is stopped while it waits for a worker', async () => {
    source(2 * HELD);
    const stopper = new AbortController();
    const from = changing(2 * HELD, () => setImmediate(() => stopper.abort(new Error('stopped'))));
    const script = scriptOf('setInterval(() => undefined, 1_000)');
    await expect(folded(3, { from, script, signal: stopper.signal })).rejects.toThrow('stopped');
  });

  test.each([
    ['ends', 'process.exit(3)', 'ended with the code 3.'],
    // What Node says of one.
    [
      'has no memory',
      'throw Object.assign(new Error(), { code: "ERR_WORKER_OUT_OF_MEMORY" })',
      'ERR_WORKER_OUT_OF',
    ],
    ['throws', 'throw new Error("thrown")', 'thrown'],
  ])('when a worker %s', async (_, code, why) => {
    source(2 * HELD);
    await expect(folded(2, { script: scriptOf(code) })).rejects.toThrow(why);
  });

  test('when a brick in the middle is damaged', async () => {
    source(2 * HELD + 1);
    await folded(0);
    const brick = at('0/x.0002.brick');
    const file = openSync(brick, 'r+');
    writeSync(file, Buffer.of(1), 0, 1, 5_000);
    closeSync(file);
    const request = { brick: at('0/x.bricks.json'), out: at('back'), archive: false };
    const fault = {
      code: 'brick-damaged',
      at: `${brick} is damaged: a pixel is not grey, as every folded byte is`,
    };
    await expect(unfoldBrick(brickWorld(2), request)).rejects.toMatchObject(fault);
    expect(read('back')).toBeUndefined();
  });

  test('when something stands where a file would be unfolded to', async () => {
    source(HELD + 1);
    await folded(0);
    const request = { brick: at('0/x.brick'), out: at('0'), archive: false };
    await expect(unfoldBrick(brickWorld(2), request)).rejects.toMatchObject({ code: 'path-unusable' });
  });
});

test('the bundled worker writes what one thread writes', async () => {
  source(HELD + 1);
  const script = new URL('../../../dist/chunks/brick-worker.js', import.meta.url);
  expectSame(await folded(2, { script }), await folded(0));
});
