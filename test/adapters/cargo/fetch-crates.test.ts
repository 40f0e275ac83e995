import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CargoToolchain } from '../../../src/adapters/cargo/cargo-toolchain.ts';
import { createFetchCrates } from '../../../src/adapters/cargo/fetch-crates.ts';
import type { Slot } from '../../../src/ports/toolchain.ts';
import { type CrateRegistry, startCrateRegistry } from '../../support/crate-registry.ts';
import { LIMITS, machineSandbox, rustSlot, temporaryFolder } from '../../support/rust-slot.ts';

const POLICY = { features: [], packages: [], limits: LIMITS };

/** A slot that wants crates, a machine without any, and a registry that has them. */
async function world(): Promise<
  {
    readonly slot: Slot & Disposable;
    readonly registry: CrateRegistry;
    readonly toolchain: (allowDependencies: readonly string[]) => Promise<CargoToolchain>;
    readonly wants: (name: string) => void;
    readonly home: string;
  } & AsyncDisposable
> {
  const slot = rustSlot('careless');
  const folder = temporaryFolder();
  const registry = await startCrateRegistry(folder.path, ['first', 'second']);
  const home = join(folder.path, 'cargo');
  mkdirSync(home);
  writeFileSync(join(home, 'config.toml'), registry.settings);
  appendFileSync(join(slot.tree, 'Cargo.toml'), '\n[dependencies]\n');
  const rustupHome = process.env['RUSTUP_HOME'] || join(process.env['HOME'] ?? '', '.rustup');
  return {
    slot,
    registry,
    home,
    wants: (name) => appendFileSync(join(slot.tree, 'Cargo.toml'), `${name} = "1"\n`),
    toolchain: async (allowDependencies) =>
      new CargoToolchain(
        await machineSandbox({ cargoHome: home }),
        { ...POLICY, allowDependencies },
        createFetchCrates({ ...process.env, CARGO_HOME: home, RUSTUP_HOME: rustupHome }),
      ),
    async [Symbol.asyncDispose]() {
      await registry[Symbol.asyncDispose]();
      slot[Symbol.dispose]();
      folder[Symbol.dispose]();
    },
  };
}

const use = (slot: Slot, name: string) =>
  writeFileSync(join(slot.tree, 'src/lib.rs'), `pub fn two() -> i32 {\n    ${name}::one() + 1\n}\n`);

test('a crate that the policy allows is fetched, and the check is offline all the same', async () => {
  await using made = await world();
  made.wants('first');
  use(made.slot, 'first');
  const toolchain = await made.toolchain(['first']);
  expect(await toolchain.check(made.slot)).toMatchObject({ ok: true, lockfile: 'updated' });
  expect(made.registry.downloads).toEqual(['first']);
  expect(readFileSync(join(made.slot.tree, 'Cargo.lock'), 'utf8')).toContain('name = "first"');
});

test('crates of Cargo.lock are fetched whatever the policy says, and nothing else is', async () => {
  await using made = await world();
  made.wants('first');
  await (await made.toolchain(['first'])).check(made.slot);
  rmSync(join(made.home, 'registry'), { recursive: true });
  const { packages } = await (await made.toolchain([])).workspace(made.slot);
  expect(packages[0]?.dependencies.map(({ name }) => name)).toEqual(['first']);
  expect(made.registry.downloads).toEqual(['first', 'first']);
});

test('where the policy allows no new crates none is asked for, and the check names it', async () => {
  await using made = await world();
  made.wants('second');
  const run = await (await made.toolchain([])).check(made.slot);
  expect(run.ok).toBe(false);
  expect(run.log).toContain('no matching package named `second` found');
  expect(made.registry.downloads).toEqual([]);
});

test('a crate that the registry does not have is asked for once, and is the failure of the check', async () => {
  await using made = await world();
  made.wants('absent');
  const toolchain = await made.toolchain(['absent']);
  expect((await toolchain.check(made.slot)).log).toContain('no matching package named `absent` found');
  expect((await toolchain.check(made.slot)).ok).toBe(false);
  expect(made.registry.downloads).toEqual([]);
});

test('a fetch starts no program that the repository names', async () => {
  await using made = await world();
  made.wants('first');
  const { tree } = made.slot;
  const mark = join(made.home, 'started');
  writeFileSync(join(tree, 'compiler.sh'), `#!/bin/sh\ntouch ${mark}\nexec rustc "$@"\n`);
  chmodSync(join(tree, 'compiler.sh'), 0o755);
  mkdirSync(join(tree, '.cargo'));
  writeFileSync(join(tree, '.cargo/config.toml'), `[build]\nrustc = "${tree}/compiler.sh"\n`);
  writeFileSync(join(tree, 'rust-toolchain.toml'), `[toolchain]\npath = "${tree}"\n`);
  writeFileSync(join(tree, 'build.rs'), `fn main() { std::fs::write("${mark}", "").unwrap(); }\n`);
  const fetch = createFetchCrates({ ...process.env, CARGO_HOME: made.home });
  expect(await fetch(made.slot, { locked: false, toolchain: undefined, signal: undefined })).toBe(true);
  expect(made.registry.downloads).toEqual(['first']);
  expect(existsSync(mark)).toBe(false);
});
