import { randomFillSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { brickFiles } from '../src/adapters/artifacts/brick-files.ts';
import { openBrickWorkers } from '../src/adapters/artifacts/brick-workers.ts';
import { artifacts } from '../src/adapters/artifacts/open-artifact.ts';
import { LARGEST_PAYLOAD } from '../src/core/bricks/brick-size.ts';
import { openFoldRoom } from '../src/core/bricks/open-fold-room.ts';
import { foldArtifact } from '../src/flow/fold-artifact.ts';
import { unfoldBrick } from '../src/flow/unfold-brick.ts';
import { median } from './median.ts';

const BRICKS = 4;
const ROUNDS = 5;
/** Of the bundle, as users have it. */
const SCRIPT = new URL('../dist/chunks/brick-worker.js', import.meta.url);

type Work = 'fold' | 'unfold' | 'fold --compress';

/** 256 MiB from file to file, in one thread and with a worker for each core: each round measures both. */
export async function benchBrickWorkers(): Promise<string> {
  const count = availableParallelism();
  if (count === 1) throw new Error('one core is used as without workers');
  const folder = mkdtempSync(join(tmpdir(), 'bench-brick-workers-'));
  try {
    const source = join(folder, 'artifact');
    writeFileSync(source, '');
    for (let brick = 0; brick < BRICKS; brick++)
      writeFileSync(source, randomFillSync(Buffer.allocUnsafe(LARGEST_PAYLOAD)), { flag: 'a' });
    const works: readonly Work[] = ['fold', 'unfold', 'fold --compress'];
    const lines: string[] = [];
    for (const work of works) lines.push(await compare(work, folder, count));
    return `256 MiB, ${BRICKS} bricks, file to file, ${count} workers to none: ${lines.join(', ')}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(work: Work, folder: string, count: number): Promise<string> {
  const rounds: { alone: number; together: number }[] = [];
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({ alone: await timed(work, folder, 1), together: await timed(work, folder, count) });
  const [alone, together] = [
    median(rounds.map((round) => round.alone)),
    median(rounds.map((round) => round.together)),
  ];
  return `${work} ${(alone / together).toFixed(2)} x (${alone.toFixed(0)} to ${together.toFixed(0)} ms)`;
}

const room = openFoldRoom();

async function timed(work: Work, folder: string, count: number): Promise<number> {
  const world = {
    artifacts,
    files: brickFiles,
    clock: { now: () => new Date() },
    room,
    version: 'bench',
    ...(count > 1 ? { workers: () => openBrickWorkers({ script: SCRIPT, count }) } : {}),
  };
  const [source, out] = [join(folder, 'artifact'), join(folder, 'artifact.brick')];
  const start = performance.now();
  if (work === 'unfold')
    await unfoldBrick(world, { brick: out, out: join(folder, 'unfolded'), archive: false });
  else await foldArtifact(world, { source, out, compress: work === 'fold --compress' });
  return performance.now() - start;
}
