import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CargoToolchain } from '../../../src/adapters/cargo/cargo-toolchain.ts';
import type { Slot } from '../../../src/ports/toolchain.ts';
import { LIMITS, machineSandbox, rustSlot } from '../../support/rust-slot.ts';

const POLICY = { features: [], packages: [], limits: LIMITS };
const MACRO = 'made/src/lib.rs';
const BROKEN = 'pub fn twice(n: i32) -> i32 {\n    "no"\n}\n';
/** A macro that gives everything cargo knows of builds a time far in the future: all sources look old then. */
const POISON = `use proc_macro::TokenStream;
use std::{fs, path::Path, time::{Duration, SystemTime}};

fn age(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() { age(&entry.path()); continue; }
        let Ok(file) = fs::File::options().write(true).open(entry.path()) else { continue };
        let _ = file.set_modified(SystemTime::now() + Duration::from_secs(1_000_000_000));
    }
}

#[proc_macro]
pub fn same(tokens: TokenStream) -> TokenStream {
    age(Path::new("/slot/target/debug/.fingerprint"));
    tokens
}
`;

function put(slot: Slot, path: string, text: string): string {
  const file = join(slot.tree, path);
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, text);
  return before;
}

test('cargo alone believes what a macro of an earlier tree left in the target (the trap)', async () => {
  using slot = rustSlot('macros');
  const sandbox = await machineSandbox();
  const check = {
    argv: ['cargo', 'check', '--offline', '--locked'] as const,
    writableTree: false,
    cwd: '',
    env: {},
  };
  const run = async () => (await sandbox.run({ ...check, ...slot, timeoutSeconds: 60 })).exitCode;
  expect(await run()).toBe(0);
  const good = put(slot, MACRO, POISON);
  expect(await run()).toBe(0);
  put(slot, MACRO, good);
  put(slot, 'base/src/lib.rs', BROKEN);
  expect(await run()).toBe(0);
});

test('a macro of one candidate makes no other candidate and no next gate falsely green', async () => {
  using slot = rustSlot('macros');
  const sandbox = await machineSandbox();
  const toolchain = new CargoToolchain(sandbox, POLICY);
  await toolchain.trust(slot);
  expect((await toolchain.check(slot)).ok).toBe(true);
  expect((await toolchain.test(slot)).passed).toEqual(['app::tests::four_is_four']);
  const good = put(slot, MACRO, POISON);
  expect((await toolchain.check(slot)).ok).toBe(true);
  expect(await toolchain.compiledFiles(slot)).toContain(MACRO);
  put(slot, 'base/src/lib.rs', BROKEN);
  expect((await toolchain.clippy(slot))?.ok).toBe(false);
  expect((await toolchain.test(slot)).built).toBe(false);
  put(slot, MACRO, good);
  expect((await toolchain.check(slot)).diagnostics.map(({ code }) => code)).toEqual(['E0308']);
  expect((await new CargoToolchain(sandbox, POLICY).test(slot)).built).toBe(false);
  expect(existsSync(`${slot.target}-copy`)).toBe(false);
});

test('an edit beside the macros is checked in the slot itself, where the next one is incremental', async () => {
  using slot = rustSlot('macros');
  const toolchain = new CargoToolchain(await machineSandbox(), POLICY);
  await toolchain.trust(slot);
  await toolchain.check(slot);
  put(slot, 'app/src/lib.rs', 'pub fn four() -> i32 {\n    made::same! { base::twice(3) }\n}\n');
  expect((await toolchain.check(slot)).ok).toBe(true);
  const again = await toolchain.check(slot);
  expect(again.log).not.toMatch(/Checking|Compiling/);
});

test('what a tree that nobody vouches for left is thrown away when the base comes', async () => {
  using slot = rustSlot('macros');
  const toolchain = new CargoToolchain(await machineSandbox(), POLICY);
  const good = put(slot, MACRO, POISON);
  expect((await toolchain.check(slot)).ok).toBe(true);
  put(slot, MACRO, good);
  await toolchain.trust(slot);
  expect(existsSync(slot.target)).toBe(false);
  put(slot, 'base/src/lib.rs', BROKEN);
  expect((await toolchain.check(slot)).ok).toBe(false);
});
