import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { brickFiles } from '../../src/adapters/artifacts/brick-files.ts';
import { brickPatches } from '../../src/adapters/artifacts/brick-patches.ts';
import { artifacts } from '../../src/adapters/artifacts/open-artifact.ts';
import { openFoldRoom } from '../../src/core/bricks/open-fold-room.ts';
import { parseSidecar, printSidecar, type Sidecar } from '../../src/core/bricks/sidecar.ts';
import { Fault } from '../../src/core/fault.ts';
import { brickName } from '../../src/core/foundry/brick-name.ts';
import { keepInStep, type StepWorld } from '../../src/flow/keep-in-step.ts';
import { readBrick } from '../../src/flow/read-brick.ts';
import { noise } from '../support/noise.ts';
import { stepWorld } from '../support/step-world.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const readRoom = openFoldRoom();
let folder: TemporaryFolder;
let world: StepWorld;
let source: string;
let brick: string;
beforeEach(() => {
  folder = new TemporaryFolder();
  source = join(folder.path, 'artifact');
  world = stepWorld(join(folder.path, 'bricks'));
  brick = join(world.map, brickName(source));
});
afterEach(() => folder[Symbol.dispose]());

const step = (of = world) => keepInStep(of, source);
/** The brick's bytes, everything in it checked. */
const unfolded = async () => Buffer.from((await readBrick(brickFiles, readRoom, brick)).bytes);
const sidecar = () => parseSidecar(readFileSync(`${brick}.json`, 'utf8')) as Sidecar;
/** As the program is after a start. */
const restart = () => stepWorld(world.map);

async function isInStep(): Promise<void> {
  expect((await unfolded()).equals(readFileSync(source))).toBe(true);
  const { header } = await readBrick(brickFiles, readRoom, brick);
  expect(sidecar().source).toMatchObject({
    size: statSync(source).size,
    sha256: Buffer.from(header.hash.subarray(0, 32)).toString('hex'),
  });
}

test('a new file is folded, an untouched one is left alone, a changed one patched where it changed', async () => {
  const bytes = noise(300_000, 1);
  writeFileSync(source, bytes);
  expect(await step()).toEqual({ is: 'folded', bricks: [brickName(source)], removed: [], size: 300_000 });
  const { ino } = statSync(brick);
  expect((await step()).is).toBe('unchanged');
  bytes.fill(7, 150_000, 150_010);
  writeFileSync(source, bytes);
  // Ten bytes of one block lie in a few rows of it: 256 bytes each, and the header.
  const end = await step();
  expect(end).toMatchObject({ is: 'refolded', size: 300_000 });
  expect(end.is === 'refolded' && end.written).toBeLessThanOrEqual(132 + 5 * 256);
  expect(statSync(brick).ino).toBe(ino);
  await isInStep();
});

test('whatever happens to a file, its brick follows', async () => {
  const edit = fc.oneof(
    fc.record({ write: fc.nat(400_000), length: fc.integer({ min: 1, max: 200_000 }), seed: fc.nat(50) }),
    fc.record({ cut: fc.nat(400_000) }),
    fc.record({ zeros: fc.nat(70_000) }),
    fc.record({ text: fc.string({ unit: 'binary', maxLength: 300 }) }),
    fc.record({ mode: fc.constantFrom(0o644, 0o755) }),
    fc.constant({ restart: true }),
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(300_000), fc.array(edit, { maxLength: 8 }), async (size, edits) => {
      rmSync(world.map, { recursive: true, force: true });
      world = restart();
      let bytes: Buffer = noise(size, 3);
      writeFileSync(source, bytes);
      await step();
      for (const one of edits) {
        if ('write' in one) {
          const at = Math.min(one.write, bytes.length);
          bytes = Buffer.concat([
            bytes.subarray(0, at),
            noise(one.length, one.seed),
            bytes.subarray(at + one.length),
          ]);
        } else if ('cut' in one) bytes = bytes.subarray(0, one.cut);
        else if ('zeros' in one) bytes = Buffer.concat([bytes, Buffer.alloc(one.zeros)]);
        else if ('text' in one) bytes = Buffer.from(one.text);
        else if ('mode' in one) chmodSync(source, one.mode);
        else world = restart();
        writeFileSync(source, bytes);
        await step();
        await isInStep();
        expect((await step()).is).toBe('unchanged');
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('after a start only what changed meanwhile is written', async () => {
  const bytes = noise(300_000, 1);
  writeFileSync(source, bytes);
  await step();
  expect((await step(restart())).is).toBe('unchanged');
  writeFileSync(source, bytes.fill(0, 10, 20));
  expect(await step(restart())).toMatchObject({ is: 'refolded' });
  await isInStep();
});

test('a brick that a crash left half patched is refused by its own check, and made anew at the next start', async () => {
  const bytes = noise(300_000, 1);
  writeFileSync(source, bytes);
  await step();
  const crash = new Error('the power went');
  for (const kept of [1, 9, 10_000]) {
    writeFileSync(source, bytes.fill(kept, 5_000, 95_000));
    let writes = 0;
    const crashing = stepWorld(world.map, {
      patches: {
        open: (path) => {
          const opened = brickPatches.open(path);
          return (
            opened && {
              ...opened,
              write: (patch, position) => {
                // The last of them is the header.
                if (writes++ === kept || position === 0) throw crash;
                opened.write(patch, position);
              },
              [Symbol.dispose]: () => opened[Symbol.dispose](),
            }
          );
        },
      },
    });
    await expect(step(crashing)).rejects.toBe(crash);
    await expect(unfolded()).rejects.toMatchObject({ code: 'brick-damaged' });
    expect((await step(restart())).is).toBe('folded');
    await isInStep();
  }
});

test('trouble in the middle of a patch makes the same process fold anew', async () => {
  const bytes = noise(300_000, 1);
  writeFileSync(source, bytes);
  await step();
  const { remembered, seals } = world;
  const broken = stepWorld(world.map, {
    remembered,
    seals,
    patches: {
      open: (path) => {
        const opened = brickPatches.open(path);
        const write = (patch: Uint8Array, position: number) => {
          if (position === 0) throw new Error('once');
          opened?.write(patch, position);
        };
        return opened && { ...opened, write, [Symbol.dispose]: () => opened[Symbol.dispose]() };
      },
    },
  });
  writeFileSync(source, Buffer.from(bytes).fill(1, 0, 9));
  await expect(step(broken)).rejects.toThrow('once');
  // What it was before: nothing of it changed, as far as anybody remembers.
  writeFileSync(source, bytes);
  expect((await step()).is).toBe('folded');
  await isInStep();
});

test('a crash between the brick and its sidecar leaves a brick that holds, and the next start tells so', async () => {
  const bytes = noise(300_000, 1);
  writeFileSync(source, bytes);
  await step();
  const earlier = readFileSync(`${brick}.json`);
  const { facts } = sidecar();
  writeFileSync(source, bytes.fill('%PDF-1.7\n', 0, 9));
  await step();
  writeFileSync(`${brick}.json`, earlier);
  expect(await step(restart())).toMatchObject({ is: 'refolded', changed: [], written: 0 });
  await isInStep();
  expect(facts?.format).not.toBe('pdf');
  expect(sidecar().facts?.format).toBe('pdf');
});

test('a brick that somebody else replaced, damaged or removed is made anew', async () => {
  writeFileSync(source, noise(300_000, 1));
  const changes = [
    () => rmSync(brick),
    () => truncateSync(brick, 5_000),
    () => writeFileSync(brick, 'no brick'),
    () => rmSync(`${brick}.json`),
    () => writeFileSync(`${brick}.json`, '{}'),
  ];
  for (const change of changes) {
    await step();
    change();
    writeFileSync(source, noise(300_000, changes.indexOf(change) + 2).subarray(0, 290_000));
    expect((await step(restart())).is).toBe('folded');
    await isInStep();
  }
});

test('metadata of other bytes is not kept', async () => {
  writeFileSync(source, noise(300_000, 1));
  await step();
  const semantic: Sidecar['semantic'] = {
    state: 'analysed',
    summary: 'noise',
    kind: 'binary',
    components: [],
    security: [],
    tags: ['noise'],
    confidence: 1,
    next_step: 'none',
    model: 'm',
    analysed_at: '2026-01-01T00:00:00Z',
  };
  const facts = { format: 'binary', properties: {}, sections: [], symbols: [] };
  writeFileSync(`${brick}.json`, printSidecar({ ...sidecar(), semantic, facts }));
  expect((await step()).is).toBe('unchanged');
  expect(sidecar().semantic.state).toBe('analysed');
  writeFileSync(source, noise(300_000, 1).fill(0, 0, 1));
  expect((await step()).is).toBe('refolded');
  expect(sidecar().semantic).toEqual({
    state: 'unanalysed',
    why: 'the artifact changed after it was analysed',
  });
  expect(sidecar().facts).toMatchObject({ format: 'binary', properties: { size: '300000 bytes' } });
});

const ELF_NOTE = { severity: 'medium', text: expect.stringContaining('setuid') };

test('facts and notes are those of the bytes as they are, also after a change', async () => {
  const bytes = readFileSync('/bin/ls');
  writeFileSync(source, bytes);
  chmodSync(source, 0o4755);
  await step();
  const before = sidecar();
  expect(before.facts?.sections.length).toBeGreaterThan(10);
  expect(before.semantic.security).toContainEqual(expect.objectContaining(ELF_NOTE));
  const file = openSync(source, 'r+');
  writeSync(file, 'changed', bytes.length - 4_000);
  closeSync(file);
  chmodSync(source, 0o755);
  expect((await step()).is).toBe('refolded');
  expect(sidecar().facts).toEqual({
    ...before.facts,
    properties: { ...before.facts?.properties, mode: '0755' },
  });
  expect(sidecar().semantic.security ?? []).not.toContainEqual(expect.objectContaining(ELF_NOTE));
  writeFileSync(source, 'a'.repeat(bytes.length));
  await step();
  writeFileSync(source, 'b'.repeat(bytes.length));
  await step();
  expect(sidecar().facts).toMatchObject({ format: 'text', sections: [] });
  expect(sidecar().semantic).toEqual({ state: 'unanalysed' });
});

test('a set-user-id bit is in the notes as soon as it is there, though no byte changed', async () => {
  writeFileSync(source, readFileSync('/bin/ls'), { mode: 0o755 });
  await step();
  for (const started of [world, restart()]) {
    chmodSync(source, 0o4755);
    expect(await step(started)).toMatchObject({ is: 'refolded', changed: [], written: 0 });
    expect(sidecar().semantic.security).toContainEqual(expect.objectContaining(ELF_NOTE));
    expect((await step(started)).is).toBe('unchanged');
    chmodSync(source, 0o755);
    await step(started);
    expect(sidecar().semantic.security ?? []).not.toContainEqual(expect.objectContaining(ELF_NOTE));
  }
});

test('a large file loses its facts when it changes, and has them when it is found unchanged', async () => {
  const bytes = readFileSync('/bin/ls');
  writeFileSync(source, bytes);
  const slowly: StepWorld = { ...world, lookedIntoAtOnce: 100_000 };
  await step(slowly);
  const { facts } = sidecar();
  for (const [at, started] of [slowly, { ...restart(), lookedIntoAtOnce: 100_000 }].entries()) {
    writeFileSync(source, bytes.fill(at + 1, bytes.length - 10));
    expect(await step(slowly)).toMatchObject({ is: 'refolded', isDescribed: false });
    expect(sidecar()).not.toHaveProperty('facts');
    expect(await step(started)).toMatchObject({ is: 'refolded', changed: [], isDescribed: true });
    expect(sidecar().facts).toEqual(facts);
    expect((await step(started)).is).toBe('unchanged');
    await step(slowly);
  }
});

test('of a file that is gone the brick stays, and its sidecar says since when', async () => {
  writeFileSync(source, 'here');
  await step();
  rmSync(source);
  expect(await step()).toEqual({ is: 'gone' });
  expect(sidecar().gone_at).toBe('2026-01-02T03:04:05.000Z');
  expect((await unfolded()).toString()).toBe('here');
  writeFileSync(source, 'back');
  expect((await step()).is).toBe('folded');
  expect(sidecar().gone_at).toBeUndefined();
  expect(await keepInStep(world, join(folder.path, 'never'))).toEqual({ is: 'gone' });
  expect(existsSync(join(world.map, `${brickName(join(folder.path, 'never'))}.json`))).toBe(false);
});

test('what is a link or a folder when it is opened has no brick, and is gone where it had one', async () => {
  folder.write({ secret: 'theirs' });
  for (const put of [() => symlinkSync('secret', source), () => mkdirSync(source)]) {
    put();
    expect(await step()).toEqual({ is: 'gone' });
    expect(existsSync(brick)).toBe(false);
    rmSync(source, { recursive: true });
  }
  writeFileSync(source, 'mine');
  await step();
  rmSync(source);
  symlinkSync('secret', source);
  expect(await step()).toEqual({ is: 'gone' });
  expect((await unfolded()).toString()).toBe('mine');
});

test('what cannot be read is an end with its reason, and leaves the brick as it was', async () => {
  writeFileSync(source, 'here');
  await step();
  const open = async () => {
    throw new Fault('artifact-unreadable', `${source} (EACCES)`);
  };
  expect(await step({ ...world, artifacts: { open } })).toEqual({
    is: 'unreadable',
    why: `${source} (EACCES)`,
  });
  expect((await unfolded()).toString()).toBe('here');
  expect((await step()).is).toBe('unchanged');
});

test('a file that grows while it is read has a brick of one moment', async () => {
  writeFileSync(source, 'a'.repeat(1_000));
  await step();
  const grows: StepWorld = {
    ...world,
    artifacts: {
      open: async (path) => {
        const opened = await artifacts.open(path);
        writeFileSync(source, 'bc', { flag: 'a' });
        return opened;
      },
    },
  };
  await step(grows);
  expect((await unfolded()).toString()).toMatch(/^a{1000}(bc)*$/);
  await step();
  await isInStep();
});
