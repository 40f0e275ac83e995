import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Slot } from '../src/ports/toolchain.ts';
import { machineSandbox, rustSlot } from '../test/support/rust-slot.ts';
import { median } from './median.ts';

const ROUNDS = 15;
const ARGV = ['cargo', 'check', '--workspace', '--all-targets', '--offline', '--locked'] as const;

/**
 * `cargo check` of a small crate from nothing: behind all walls, control group included, as a ratio to plain cargo, in
 * pairs within one run. Only this repository's own fixture is built, which has no build script.
 */
export async function benchSandboxOverhead(): Promise<string> {
  const sandbox = await machineSandbox();
  using slot = rustSlot('greeter');
  const behindWalls = async () => {
    const place = { ...slot, writableTree: false, cwd: '', env: {}, timeoutSeconds: 120 };
    if ((await sandbox.run({ argv: ARGV, ...place })).exitCode !== 0) throw new Error('the check failed');
  };
  const plain = async () => {
    const [file, ...args] = ARGV;
    const env = { ...process.env, CARGO_TARGET_DIR: slot.target };
    await promisify(execFile)(file, args, { cwd: slot.tree, env });
  };
  const ratios: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    // Alternately first, so that what warms up in between favours neither.
    const order = round % 2 === 0 ? [behindWalls, plain] : [plain, behindWalls];
    const times = new Map<() => Promise<void>, number>();
    for (const check of order) times.set(check, await fromNothing(slot, check));
    const [walls = 0, bare = 0] = [times.get(behindWalls), times.get(plain)];
    if (round > 0) ratios.push(walls / bare);
  }
  return `a cargo check from nothing takes ${median(ratios).toFixed(2)} x plain cargo in the sandbox (bar 1.10)`;
}

/** Milliseconds of a check with an empty target. */
async function fromNothing({ target }: Slot, check: () => Promise<void>): Promise<number> {
  rmSync(target, { recursive: true, force: true });
  const start = performance.now();
  await check();
  return performance.now() - start;
}
