import { renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CargoToolchain } from '../../../src/adapters/cargo/cargo-toolchain.ts';
import type { Slot } from '../../../src/ports/toolchain.ts';
import { LIMITS, machineSandbox, rustSlot } from '../../support/rust-slot.ts';

const POLICY = { features: [], packages: [], limits: LIMITS };
const BAD = 'pub fn nothing() -> i32 {\n    "no"\n}\n';
const LONG_AGO = new Date('2020-01-01T00:00:00Z');

/** Puts a file in place as a restored backup or an older checkout does: whole, with a time long before the last build. */
function restoreOld(slot: Slot, path: string, text: string): void {
  const draft = join(slot.tree, '.draft');
  writeFileSync(draft, text);
  utimesSync(draft, LONG_AGO, LONG_AGO);
  renameSync(draft, join(slot.tree, path));
}

test('cargo alone calls a replaced file with an old time already built (the trap)', async () => {
  using slot = rustSlot('careless');
  const sandbox = await machineSandbox();
  const check = { argv: ['cargo', 'check', '--offline'] as const, writableTree: false, cwd: '', env: {} };
  expect((await sandbox.run({ ...check, ...slot, timeoutSeconds: 60 })).exitCode).toBe(0);
  restoreOld(slot, 'src/lib.rs', BAD);
  expect((await sandbox.run({ ...check, ...slot, timeoutSeconds: 60 })).exitCode).toBe(0);
});

test('a bad file with an old time is never a false green, also in a later process', async () => {
  using slot = rustSlot('careless');
  const sandbox = await machineSandbox();
  const toolchain = new CargoToolchain(sandbox, POLICY);
  expect((await toolchain.check(slot)).ok).toBe(true);
  restoreOld(slot, 'src/lib.rs', BAD);
  expect((await toolchain.check(slot)).diagnostics.map(({ code }) => code)).toEqual(['E0308']);
  restoreOld(slot, 'src/lib.rs', 'pub fn nothing() {}\n');
  expect((await new CargoToolchain(sandbox, POLICY).check(slot)).ok).toBe(true);
  restoreOld(slot, 'src/lib.rs', BAD);
  expect((await new CargoToolchain(sandbox, POLICY).clippy(slot))?.ok).toBe(false);
  expect((await new CargoToolchain(sandbox, POLICY).test(slot)).built).toBe(false);
});

test('a bad file rewritten in place with its time set back is seen', async () => {
  using slot = rustSlot('careless');
  const toolchain = new CargoToolchain(await machineSandbox(), POLICY);
  expect((await toolchain.check(slot)).ok).toBe(true);
  writeFileSync(join(slot.tree, 'src/lib.rs'), BAD);
  utimesSync(join(slot.tree, 'src/lib.rs'), LONG_AGO, LONG_AGO);
  expect((await toolchain.check(slot)).ok).toBe(false);
});

test('a link turned to an old bad file is seen', async () => {
  using slot = rustSlot('careless');
  const toolchain = new CargoToolchain(await machineSandbox(), POLICY);
  restoreOld(slot, 'good.rs', 'pub fn nothing() {}\n');
  restoreOld(slot, 'bad.rs', BAD);
  rmSync(join(slot.tree, 'src/lib.rs'));
  symlinkSync('../good.rs', join(slot.tree, 'src/lib.rs'));
  expect((await toolchain.check(slot)).ok).toBe(true);
  rmSync(join(slot.tree, 'src/lib.rs'));
  symlinkSync('../bad.rs', join(slot.tree, 'src/lib.rs'));
  utimesSync(join(slot.tree, 'bad.rs'), LONG_AGO, LONG_AGO);
  expect((await toolchain.check(slot)).ok).toBe(false);
});

test('an unchanged tree is not built again', async () => {
  using slot = rustSlot('careless');
  const toolchain = new CargoToolchain(await machineSandbox(), POLICY);
  expect((await toolchain.check(slot)).log).toContain('Checking careless');
  expect((await toolchain.check(slot)).log).not.toContain('Checking careless');
});

test('a lost ledger costs a rebuild and no truth', async () => {
  using slot = rustSlot('careless');
  const toolchain = new CargoToolchain(await machineSandbox(), POLICY);
  expect((await toolchain.check(slot)).ok).toBe(true);
  writeFileSync(`${slot.target}.sources.json`, '{ cut');
  restoreOld(slot, 'src/lib.rs', BAD);
  expect((await toolchain.check(slot)).ok).toBe(false);
});

test('what a test program does to the target folder does not make bad code already built', async () => {
  using slot = rustSlot('careless');
  const hostile = `pub fn nothing() {}
#[cfg(test)]
mod tests {
    use std::{fs, path::Path, time::{Duration, SystemTime}};
    fn date_ahead(folder: &Path) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                date_ahead(&entry.path());
            } else if let Ok(file) = fs::File::options().append(true).open(entry.path()) {
                let _ = file.set_modified(SystemTime::now() + Duration::from_secs(1_000_000_000));
            }
        }
    }
    #[test]
    fn dates_ahead() {
        date_ahead(Path::new("/slot/target/debug/.fingerprint"));
        assert!(fs::write("/slot/target/debug/mine", "x").is_err());
        fs::write("/slot/target/tmp/mine", "x").unwrap();
    }
}
`;
  const toolchain = new CargoToolchain(await machineSandbox(), POLICY);
  writeFileSync(join(slot.tree, 'src/lib.rs'), hostile);
  expect((await toolchain.check(slot)).ok).toBe(true);
  expect((await toolchain.test(slot)).failed).toEqual([]);
  writeFileSync(join(slot.tree, 'src/lib.rs'), BAD);
  expect((await toolchain.check(slot)).ok).toBe(false);
  expect((await toolchain.test(slot)).built).toBe(false);
});
