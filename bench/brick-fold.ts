import { randomFillSync } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brickFiles } from '../src/adapters/artifacts/brick-files.ts';
import { artifacts } from '../src/adapters/artifacts/open-artifact.ts';
import type { FoldRoom } from '../src/core/bricks/fold-room.ts';
import { GrowingHash } from '../src/core/bricks/growing-hash.ts';
import { hilbertPoint } from '../src/core/bricks/hilbert-curve.ts';
import { entropyOf, measureBytes } from '../src/core/bricks/measure-bytes.ts';
import { openFoldRoom } from '../src/core/bricks/open-fold-room.ts';
import { refold } from '../src/core/bricks/refold.ts';
import { openTableRoom } from '../src/core/bricks/table-room.ts';
import { foldRow, rowBytes, unfoldRow } from '../src/core/bricks/whole-rows.ts';
import { foldArtifact } from '../src/flow/fold-artifact.ts';
import { median } from './median.ts';

const ORDER = 13;
const BYTES = 4 ** ORDER;
const ROWS = 2 ** ORDER / 64;
/** Each measures all three, so that a busy machine is busy for all of them. */
const ROUNDS = 9;
const MIB = 1_048_576;
/** The per-byte loop takes seconds for a whole brick: its time is taken for a part. */
const NAIVE_BYTES = 4 * MIB;

const input = randomFillSync(Buffer.allocUnsafe(BYTES));
const texture = Buffer.alloc(BYTES * 4, 1);
const other = Buffer.alloc(BYTES * 4, 2);

/**
 * Folding and unfolding 64 MiB in memory, from and to ordinary buffers, against `Buffer.copy` of the texture and against
 * the textbook's loop of one d2xy per byte (what the npm packages for the curve do; they are not installed here). Then
 * a 4 KiB change against a whole fold, from file to file.
 */
export async function benchBrickFold(): Promise<string> {
  const room = openFoldRoom();
  const rounds = Array.from({ length: ROUNDS }, () => ({
    copy: timed(() => other.copy(texture), 1),
    fold: timed(() => foldInto(room), 1),
    unfold: timed(() => unfoldFrom(room), 1),
  }));
  const fold = median(rounds.map((round) => round.fold));
  const unfold = median(rounds.map((round) => round.unfold));
  if (!Buffer.from(room.payload(BYTES)).equals(input)) throw new Error('unfolding gave other bytes');
  const table = openTableRoom();
  const slow = timed(() => foldInto(table), 3);
  const naive = timed(foldNaively, 3) * (BYTES / NAIVE_BYTES);
  const lines = [
    `fold ${speed(fold)}, ${ratio(rounds.map((round) => round.copy / round.fold))} of Buffer.copy of the texture (bar 0.25); unfold ${speed(unfold)}, ` +
      `${ratio(rounds.map((round) => round.copy / round.unfold))} (bar 0.25, checks every channel)`,
    `a d2xy per byte ${speed(naive)}: ${(naive / fold).toFixed(0)} x slower than the fold (bar 20 x); ` +
      `the table without vectors ${speed(slow)}`,
    await measureChange(room),
  ];
  return lines.join('\n  ');
}

function foldInto(room: FoldRoom): void {
  room.payload(BYTES).set(input);
  const length = rowBytes(ORDER);
  for (let row = 0; row < ROWS; row++) texture.set(foldRow(room, ORDER, row), row * length);
}

function unfoldFrom(room: FoldRoom): void {
  const length = rowBytes(ORDER);
  room.payload(BYTES);
  for (let row = 0; row < ROWS; row++) {
    room.band(length).set(texture.subarray(row * length, (row + 1) * length));
    unfoldRow(room, ORDER, row);
  }
  if (room.takeDamage()) throw new Error('unfolding met damage');
}

function foldNaively(): void {
  for (let offset = 0; offset < NAIVE_BYTES; offset++) {
    const { x, y } = hilbertPoint(ORDER, offset);
    const at = (y * 2 ** ORDER + x) * 4;
    const byte = input[offset] ?? 0;
    other[at] = byte;
    other[at + 1] = byte;
    other[at + 2] = byte;
    other[at + 3] = 255;
  }
}

/** In the same file system: a whole fold, then only what 4 KiB make necessary. */
async function measureChange(room: FoldRoom): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-brick-fold-'));
  try {
    const [source, out] = [join(folder, 'artifact'), join(folder, 'artifact.brick')];
    writeFileSync(source, input);
    const world = { artifacts, files: brickFiles, clock: { now: () => new Date() }, room, version: 'bench' };
    const times: number[] = [];
    for (let run = 0; run < 3; run++) {
      const start = performance.now();
      await foldArtifact(world, { source, out, compress: false });
      times.push(performance.now() - start);
    }
    const whole = median(times);
    const { counts } = measureBytes(input);
    const hash = new GrowingHash();
    hash.add(input);
    const file = openSync(out, 'r+');
    const pixels = timed(() => patchPixels(room, file, BYTES / 2), 9);
    const entropy = timed(() => entropyOf(counts), 9);
    const [end, middle, first] = [BYTES - 4096, BYTES / 2, 0].map((at) => timed(() => rehash(hash, at), 5));
    closeSync(file);
    const share = (time = 0): string => `${(((pixels + entropy + time) / whole) * 100).toFixed(2)} %`;
    return (
      `4 KiB changed in 64 MiB, of a whole fold from file to file (${whole.toFixed(0)} ms): pixels and entropy ` +
      `${share()} (bar 2 %); with the SHA-256 of what follows the change: at the end ${share(end)}, in the middle ` +
      `${share(middle)}, at the start ${share(first)}`
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function patchPixels(room: FoldRoom, file: number, at: number): void {
  for (const { position, bytes } of refold(room, ORDER, at, input.subarray(at, at + 4096)))
    writeSync(file, bytes, 0, bytes.length, position);
}

function rehash(hash: GrowingHash, at: number): void {
  const again = hash.upTo(at);
  again.add(input.subarray(again.length));
  again.digest();
}

function timed(work: () => void, runs = 7): number {
  work();
  return median(
    Array.from({ length: runs }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}

function speed(milliseconds: number): string {
  return `${((BYTES / MIB / milliseconds) * 1_000).toFixed(0)} MiB/s`;
}

function ratio(values: readonly number[]): string {
  return median(values).toFixed(2);
}
