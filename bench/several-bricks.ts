import { randomFillSync } from 'node:crypto';
import { appendFileSync, closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brickFiles } from '../src/adapters/artifacts/brick-files.ts';
import { brickPatches } from '../src/adapters/artifacts/brick-patches.ts';
import { plainArtifacts } from '../src/adapters/artifacts/open-plain.ts';
import { openFoldRoom } from '../src/core/bricks/open-fold-room.ts';
import { PieceSeals } from '../src/core/bricks/piece-seals.ts';
import { brickName } from '../src/core/foundry/brick-name.ts';
import { foldArtifact } from '../src/flow/fold-artifact.ts';
import { keepInStep, type StepWorld } from '../src/flow/keep-in-step.ts';
import { RememberedArtifacts } from '../src/flow/remembered-artifacts.ts';

const MEBIBYTE = 1_048_576;
const BYTES = 300 * MEBIBYTE;
const CHANGE = 4_096;
const ROUNDS = 3;

/** 4 KiB are appended to or change in a file of 300 MiB, five bricks: what `foundry watch` does then and at its start. */
export async function benchSeveralBricks(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-several-bricks-'));
  try {
    const source = join(folder, 'artifact');
    writeFileSync(source, '');
    for (let at = 0; at < BYTES; at += MEBIBYTE)
      appendFileSync(source, randomFillSync(Buffer.alloc(MEBIBYTE)));
    const world = startedWorld(join(folder, 'bricks'));
    await keepInStep(world, source);
    const least = {
      whole: Infinity,
      append: Infinity,
      end: Infinity,
      middle: Infinity,
      start: Infinity,
      none: Infinity,
      recall: Infinity,
    };
    const timed = async (name: keyof typeof least, work: () => Promise<unknown>) => {
      const start = performance.now();
      await work();
      least[name] = Math.min(least[name], performance.now() - start);
    };
    const changed = async (name: keyof typeof least, at: number) => {
      const file = openSync(source, 'r+');
      writeSync(file, randomFillSync(Buffer.alloc(CHANGE)), 0, CHANGE, at);
      closeSync(file);
      await timed(name, () => keepInStep(world, source));
    };
    for (let round = 0; round < ROUNDS; round++) {
      await changed('append', BYTES + round * CHANGE);
      await changed('end', BYTES - CHANGE);
      await changed('middle', BYTES / 2);
      await changed('start', 0);
      await timed('none', () => keepInStep(world, source));
      await timed('recall', () => keepInStep(startedWorld(world.map), source));
      const out = join(folder, 'whole', 'whole.brick');
      await timed('whole', () => foldArtifact(world, { source, out, compress: false }));
    }
    const share = (name: keyof typeof least) => `${((least[name] / least.whole) * 100).toFixed(1)} %`;
    return (
      `a file of 300 MiB, of a whole fold (${least.whole.toFixed(0)} ms): 4 KiB appended ${share('append')}, changed near the ` +
      `end ${share('end')}, in the middle ${share('middle')}, at the start ${share('start')}; found unchanged ` +
      `${share('none')}, at the start of the program ${share('recall')}`
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [room, patchRoom] = [openFoldRoom(), openFoldRoom()];

function startedWorld(map: string): StepWorld {
  return {
    artifacts: plainArtifacts,
    files: brickFiles,
    patches: brickPatches,
    clock: { now: () => new Date() },
    room,
    patchRoom,
    seals: new PieceSeals(),
    lookedIntoAtOnce: MEBIBYTE,
    remembered: new RememberedArtifacts(),
    version: 'bench',
    map,
    nameOf: (path) => path,
    brickOf: brickName,
  };
}
