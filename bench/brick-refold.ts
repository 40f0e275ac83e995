import { randomFillSync } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brickFiles } from '../src/adapters/artifacts/brick-files.ts';
import { brickPatches } from '../src/adapters/artifacts/brick-patches.ts';
import { artifacts } from '../src/adapters/artifacts/open-artifact.ts';
import { openFoldRoom } from '../src/core/bricks/open-fold-room.ts';
import { PieceSeals } from '../src/core/bricks/piece-seals.ts';
import { brickName } from '../src/core/foundry/brick-name.ts';
import { foldArtifact } from '../src/flow/fold-artifact.ts';
import { keepInStep, type StepWorld } from '../src/flow/keep-in-step.ts';
import { RememberedArtifacts } from '../src/flow/remembered-artifacts.ts';
import { median } from './median.ts';

const BYTES = 64 * 1_048_576;
const CHANGE = 4_096;
const ROUNDS = 7;
const PLACES = { end: BYTES - CHANGE, middle: BYTES / 2, start: 0 };

/** Milliseconds of a change, by what they went into. */
interface Parts {
  read: number;
  find: number;
  pixels: number;
  sidecar: number;
}

/**
 * 4 KiB change in a file of 64 MiB: what `foundry watch` does then, from file to file, against folding it as a whole. In
 * parts: the file has to be read to find the change, and SHA-256 covers what follows it; folding is the pixels.
 */
export async function benchBrickRefold(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-brick-refold-'));
  try {
    const source = join(folder, 'artifact');
    writeFileSync(source, randomFillSync(Buffer.allocUnsafe(BYTES)));
    const parts: Parts = { read: 0, find: 0, pixels: 0, sidecar: 0 };
    const world = timedWorld(join(folder, 'bricks'), parts);
    const out = join(world.map, brickName(source));
    await keepInStep(world, source);
    const rounds: Awaited<ReturnType<typeof measureRound>>[] = [];
    for (let round = 0; round < ROUNDS; round++)
      rounds.push(await measureRound(world, { source, out, parts }));
    const whole = median(rounds.map((round) => round.whole));
    const share = (times: readonly number[]) => `${((median(times) / whole) * 100).toFixed(2)} %`;
    const lines = [
      `4 KiB changed in 64 MiB: reading the file, finding the change and folding it are ` +
        `${share(rounds.map(({ middle: { read, find, pixels } }) => read + find + pixels))} of a whole fold from file to ` +
        `file (${whole.toFixed(0)} ms; bar 2 %), the last alone ${share(rounds.map(({ middle }) => middle.pixels))}`,
      ...(['end', 'middle', 'start'] as const).map((place) => {
        const of = (part: keyof Parts) => share(rounds.map((round) => round[place][part]));
        const rest = share(
          rounds.map(({ [place]: one }) => one.total - one.read - one.find - one.pixels - one.sidecar),
        );
        return (
          `all of it, at the ${place}: ${share(rounds.map((round) => round[place].total))} = reading the file ` +
          `${of('read')} + finding the change ${of('find')} + pixels ${of('pixels')} + SHA-256 of what follows and ` +
          `header ${rest} + sidecar ${of('sidecar')}`
        );
      }),
      `a copy of the brick, patched and renamed instead of patching in place: ${share(rounds.map((round) => round.copy))}`,
    ];
    return lines.join('\n  ');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each measures all, so that a busy machine is busy for all of them. */
async function measureRound(world: StepWorld, place: { source: string; out: string; parts: Parts }) {
  const { source, out, parts } = place;
  const changed = async (at: number) => {
    const file = openSync(source, 'r+');
    writeSync(file, randomFillSync(Buffer.alloc(CHANGE)), 0, CHANGE, at);
    closeSync(file);
    Object.assign(parts, { read: 0, find: 0, pixels: 0, sidecar: 0 });
    const start = performance.now();
    const step = await keepInStep(world, source);
    const total = performance.now() - start;
    if (step.is !== 'refolded') throw new Error(`the change was ${step.is}`);
    return { ...parts, total };
  };
  const end = await changed(PLACES.end);
  const middle = await changed(PLACES.middle);
  const first = await changed(PLACES.start);
  const copy = await timed(() => copyAndRename(out));
  const other = join(world.map, 'whole.brick');
  const whole = await timed(() => foldArtifact(world, { source, out: other, compress: false }));
  return { end, middle, start: first, copy, whole };
}

function copyAndRename(out: string): void {
  copyFileSync(out, `${out}.tmp`);
  const file = openSync(`${out}.tmp`, 'r+');
  fsyncSync(file);
  closeSync(file);
  renameSync(`${out}.tmp`, `${out}.copy`);
}

/** What `foundry watch` works with, each part with its time taken. */
function timedWorld(map: string, parts: Parts): StepWorld {
  const add = async <T>(part: keyof Parts, work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now();
    const end = await work();
    parts[part] += performance.now() - start;
    return end;
  };
  const seals = new PieceSeals();
  const reseal = seals.reseal.bind(seals);
  seals.reseal = (before, bytes) => {
    const start = performance.now();
    const sealed = reseal(before, bytes);
    parts.find += performance.now() - start;
    return sealed;
  };
  const patchRoom = openFoldRoom();
  return {
    artifacts: {
      open: async (path) => {
        const opened = await artifacts.open(path);
        return { ...opened, read: (into) => add('read', () => opened.read(into)) };
      },
    },
    files: {
      ...brickFiles,
      text: (path) => add('sidecar', () => brickFiles.text(path)),
      begin: async (path) => {
        const batch = await add('sidecar', () => brickFiles.begin(path));
        return { ...batch, publish: (places) => add('sidecar', () => batch.publish(places)) };
      },
    },
    patches: {
      open: (path) => {
        const opened = brickPatches.open(path);
        if (!opened) return undefined;
        let start = 0;
        return {
          ...opened,
          // The header is at 0, read first and written last: in between it is pixels.
          read: (into, position) => {
            if (position > 0 && start === 0) start = performance.now();
            opened.read(into, position);
          },
          write: (bytes, position) => {
            opened.write(bytes, position);
            if (position > 0) parts.pixels = performance.now() - start;
          },
          [Symbol.dispose]: () => opened[Symbol.dispose](),
        };
      },
    },
    clock: { now: () => new Date() },
    room: openFoldRoom(),
    patchRoom,
    seals,
    lookedIntoAtOnce: 1_048_576,
    remembered: new RememberedArtifacts(),
    version: 'bench',
    map,
    nameOf: (path) => path,
    brickOf: brickName,
  };
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
