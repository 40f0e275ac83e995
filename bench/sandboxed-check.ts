import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CargoToolchain } from '../src/adapters/cargo/cargo-toolchain.ts';
import type { Slot } from '../src/ports/toolchain.ts';
import { LIMITS, machineSandbox, rustSlot } from '../test/support/rust-slot.ts';

const ROUNDS = 9;
/** Modules added to the fixture, so that a check has something to do. */
const MODULES = 40;
const FUNCTIONS = 100;

/**
 * Warm incremental `cargo check` after a one-line edit: through the product (sandbox, freshness, JSON, parsing) as a
 * ratio to plain cargo in the same folder layout, in pairs within one run. Plain cargo runs only this repository's
 * own fixture, which has no build script.
 */
export async function benchSandboxedCheck(): Promise<string> {
  const sandbox = await machineSandbox();
  const toolchain = new CargoToolchain(sandbox, { features: [], packages: [], limits: LIMITS });
  using sandboxed = makeSlot();
  using plain = makeSlot();
  const runs = {
    sandboxed: async () => {
      if (!(await toolchain.check(sandboxed)).ok) throw new Error('the sandboxed check failed');
    },
    plain: async () => await plainCheck(plain),
  };
  const ratios: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const product = await timed(sandboxed, round, runs.sandboxed);
    const bare = await timed(plain, round, runs.plain);
    // The first round builds from nothing.
    if (round > 0) ratios.push(product / bare);
  }
  const median = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? Number.NaN;
  return `sandboxed check: ${median.toFixed(2)} x plain cargo check after a one-line edit (bar 1.15)`;
}

function makeSlot(): Slot & Disposable {
  const slot = rustSlot('greeter');
  const { tree } = slot;
  const library = join(tree, 'src/lib.rs');
  let declarations = '';
  for (let module = 0; module < MODULES; module += 1) {
    declarations += `pub mod filler${module};\n`;
    let text = '';
    for (let index = 0; index < FUNCTIONS; index += 1) {
      text += `pub fn f${index}(x: u64) -> Vec<u64> {\n    (0..x).map(|y| y * ${index}).filter(|y| y % 2 == 0).collect()\n}\n`;
    }
    writeFileSync(join(tree, `src/filler${module}.rs`), text);
  }
  writeFileSync(library, `${readFileSync(library, 'utf8')}\n${declarations}`);
  return slot;
}

/** Milliseconds of a check after a one-line edit. */
async function timed(slot: Slot, round: number, check: () => Promise<void>): Promise<number> {
  const edited = join(slot.tree, 'src/filler0.rs');
  const text = readFileSync(edited, 'utf8').replace(/\npub fn edited.*\n$/, '');
  writeFileSync(edited, `${text}\npub fn edited() -> u64 { ${round} }\n`);
  const start = performance.now();
  await check();
  return performance.now() - start;
}

async function plainCheck(slot: Slot): Promise<void> {
  await promisify(execFile)('cargo', ['check', '--workspace', '--all-targets', '--offline', '--locked'], {
    cwd: slot.tree,
    env: { ...process.env, CARGO_TARGET_DIR: slot.target },
  });
}
