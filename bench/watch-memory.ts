import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

const CLI = join(import.meta.dirname, '..', 'dist', 'cli.js');
const [FOLDERS, FILES] = [100, 1_000];
const BURSTS = 3;
const LOOK_MILLISECONDS = 500;
/** Quiet for so many looks, it has done what there was to do. */
const QUIET_LOOKS = 4;

/** Resident memory of `foundry watch` with 100,000 files and 1,000 bricks: at the start, and after all were rewritten. */
export async function benchWatchMemory(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-watch-memory-'));
  try {
    writeAll(folder, 0);
    const watching = spawn(process.execPath, [CLI, 'foundry', 'watch', 'files'], {
      ...{ cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] as const },
    });
    const sizes: number[] = [];
    await untilWatching(watching);
    for (let burst = 0; burst <= BURSTS; burst++) {
      if (burst > 0) writeAll(folder, burst);
      await untilQuiet(watching);
      sizes.push(residentOf(watching));
    }
    watching.kill('SIGTERM');
    const [start, ...bursts] = sizes.map((size) => `${(size / 1_024).toFixed(0)} MB`);
    return `${FOLDERS * FILES} files, 1000 bricks: ${start} after the start, ${bursts.join(', ')} after each time all were rewritten`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeAll(folder: string, burst: number): void {
  for (let sub = 0; sub < FOLDERS; sub++) {
    mkdirSync(join(folder, 'files', String(sub)), { recursive: true });
    for (let file = 0; file < FILES; file++)
      writeFileSync(join(folder, 'files', String(sub), String(file)), `${burst} ${sub} ${file}\n`);
  }
}

type Watching = ChildProcessByStdio<null, Readable, null>;

async function untilWatching(watching: Watching): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  watching.stdout.on('data', (text: Buffer) => text.includes('watching ') && resolve());
  watching.on('exit', (code) => reject(new Error(`foundry watch ended with ${code}`)));
  await promise;
}

async function untilQuiet(watching: Watching): Promise<void> {
  for (let [quiet, before] = [0, -9]; quiet < QUIET_LOOKS; ) {
    await wait(LOOK_MILLISECONDS);
    const now = ticksOf(watching);
    // Its timers cost a tick now and then.
    quiet = now - before <= 1 ? quiet + 1 : 0;
    before = now;
  }
}

/** Processor time so far: proc(5), fields 14 and 15. */
function ticksOf({ pid }: Watching): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** KiB. */
function residentOf({ pid }: Watching): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
