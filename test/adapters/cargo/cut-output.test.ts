import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CargoToolchain } from '../../../src/adapters/cargo/cargo-toolchain.ts';
import type { Slot } from '../../../src/ports/toolchain.ts';
import { forgetfulSandbox } from '../../support/forgetful-sandbox.ts';
import { LIMITS, machineSandbox, rustSlot } from '../../support/rust-slot.ts';

const POLICY = { features: [], packages: [], limits: LIMITS };
const BROKEN = 'pub fn broken() -> i32 {\n    "no"\n}\n';

/** A function with a warning, so many times; each is about 2 kB in JSON. */
function warnings(many: number): string {
  return Array.from(
    { length: many },
    (_, index) => `pub fn f${index}() {\n    let unused = ${index};\n}\n`,
  ).join('');
}

function write(slot: Slot, text: string): void {
  writeFileSync(join(slot.tree, 'src/lib.rs'), text);
}

test('a good check whose output was cut is no good check', async () => {
  using slot = rustSlot('careless');
  write(slot, warnings(60));
  const run = await new CargoToolchain(await forgetfulSandbox(20_000), POLICY).check(slot);
  expect(run.ok).toBe(false);
  expect(run.diagnostics.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
    'the output of cargo check --workspace --all-targets is too long to be sure of all of it; it has too many warnings',
  ]);
  expect((await new CargoToolchain(await forgetfulSandbox(20_000), POLICY).clippy(slot))?.ok).toBe(false);
});

test('a broken check keeps its first errors where the output was cut', async () => {
  using slot = rustSlot('careless');
  const many = Array.from({ length: 200 }, (_, index) => BROKEN.replace('broken', `broken${index}`)).join('');
  write(slot, many);
  const run = await new CargoToolchain(await forgetfulSandbox(20_000), POLICY).check(slot);
  expect(run.ok).toBe(false);
  expect(run.diagnostics[0]).toMatchObject({ level: 'error', code: 'E0308', line: 2 });
});

test('an error behind more than 8 MiB of warnings is found, and none of the warnings is lost', async () => {
  using slot = rustSlot('careless');
  const many = 4_000;
  write(slot, `${warnings(many)}pub mod broken;\n`);
  writeFileSync(join(slot.tree, 'src/broken.rs'), 'pub fn fine() {}\n');
  const toolchain = new CargoToolchain(await machineSandbox(), POLICY);
  const good = await toolchain.check(slot);
  expect({ ok: good.ok, warnings: good.diagnostics.length }).toEqual({ ok: true, warnings: many });
  expect(await toolchain.compiledFiles(slot)).toContain('src/broken.rs');
  const less = await new CargoToolchain(await forgetfulSandbox(8 * 1_048_576), POLICY).check(slot);
  expect(less.log).toContain('was cut in the middle');
  writeFileSync(join(slot.tree, 'src/broken.rs'), BROKEN);
  const bad = await toolchain.check(slot);
  expect(bad.diagnostics.filter(({ level }) => level === 'error').map(({ code }) => code)).toEqual(['E0308']);
}, 60_000);
