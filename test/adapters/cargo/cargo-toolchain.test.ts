import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CargoPolicy } from '../../../src/adapters/cargo/cargo-scope.ts';
import { CargoToolchain } from '../../../src/adapters/cargo/cargo-toolchain.ts';
import { LIMITS, machineSandbox, rustSlot, temporaryFolder } from '../../support/rust-slot.ts';

async function toolchain(policy: Partial<CargoPolicy> = {}): Promise<CargoToolchain> {
  return new CargoToolchain(await machineSandbox(), {
    features: [],
    packages: [],
    limits: LIMITS,
    ...policy,
  });
}

test('the workspace names its members, targets and locked dependencies', async () => {
  using slot = rustSlot('greeter');
  const workspace = await (await toolchain()).workspace(slot);
  expect(workspace.rustc).toMatch(/^rustc \d/);
  expect(workspace.cargo).toMatch(/^cargo \d/);
  expect(workspace.packages).toEqual([
    {
      name: 'greeter',
      folder: '',
      edition: '2021',
      targets: [
        { name: 'greeter', kind: 'lib', file: 'src/lib.rs' },
        { name: 'greeter', kind: 'bin', file: 'src/main.rs' },
        { name: 'cli', kind: 'test', file: 'tests/cli.rs' },
      ],
      dependencies: [{ name: 'words', version: '0.1.0' }],
    },
    {
      name: 'words',
      folder: 'crates/words',
      edition: '2021',
      targets: [{ name: 'words', kind: 'lib', file: 'crates/words/src/lib.rs' }],
      dependencies: [],
    },
  ]);
});

test('compiled files are those of the last check: included ones yes, an undeclared module no', async () => {
  using slot = rustSlot('greeter');
  const cargo = await toolchain();
  expect(await cargo.compiledFiles(slot)).toEqual(new Set());
  const run = await cargo.check(slot);
  expect(run).toMatchObject({ ok: true, command: 'cargo check --workspace --all-targets', diagnostics: [] });
  expect([...(await cargo.compiledFiles(slot))].sort()).toEqual([
    'crates/words/src/lib.rs',
    'src/lib.rs',
    'src/main.rs',
    'src/tables.in',
    'src/with space.rs',
    'tests/cli.rs',
  ]);
});

test('a named pipe planted among the dep-info files is passed over', async () => {
  using slot = rustSlot('careless');
  const cargo = await toolchain();
  await cargo.check(slot);
  for (const name of execFileSync('ls', [join(slot.target, 'debug/deps')], { encoding: 'utf8' }).split(
    '\n',
  )) {
    if (!name.endsWith('.d')) continue;
    rmSync(join(slot.target, 'debug/deps', name));
    execFileSync('bash', ['-c', 'mkfifo "$0"', join(slot.target, 'debug/deps', name)]);
  }
  expect(await cargo.compiledFiles(slot)).toEqual(new Set());
});

test('features and packages of the policy decide what is checked', async () => {
  using slot = rustSlot('greeter');
  const run = await (await toolchain({ packages: ['words'], features: ['shout'] })).check(slot);
  expect(run.command).toBe('cargo check -p words --features shout --all-targets');
  expect(run.log).not.toContain('greeter');
});

test('errors carry code, place and suggestions, and the log is free of machine paths, colour and timings', async () => {
  using slot = rustSlot('broken');
  const run = await (await toolchain()).check(slot);
  expect(run.ok).toBe(false);
  expect(run.diagnostics.map(({ code, file, line }) => [code, file, line])).toEqual([
    ['E0425', 'src/lib.rs', 15],
    ['E0425', 'src/lib.rs', 21],
    ['E0308', 'src/lib.rs', 8],
    ['E0308', 'src/lib.rs', 12],
  ]);
  const replacement = run.diagnostics[1]?.suggestions[0]?.replacements[0];
  const source = readFileSync(join(slot.tree, 'src/lib.rs'));
  expect(source.subarray(replacement?.byteStart, replacement?.byteEnd).toString()).toBe('ünicode');
  expect(run.log).toContain('error[E0308]: mismatched types\n --> src/lib.rs:8:5');
  expect(run.log).not.toMatch(/\/slot|\/tmp|\[0m|in \d+\.\d+s/);
});

test('a manifest that cargo cannot read is a diagnostic of the check and a fault of the workspace', async () => {
  using slot = rustSlot('careless');
  appendFileSync(join(slot.tree, 'Cargo.toml'), '\n[dependencies]\nserde = { versoin = 1\n');
  const cargo = await toolchain();
  const run = await cargo.check(slot);
  expect(run).toMatchObject({
    ok: false,
    diagnostics: [{ level: 'error', code: 'cargo', file: 'Cargo.toml' }],
  });
  await expect(cargo.workspace(slot)).rejects.toMatchObject({ code: 'manifest-broken' });
});

test('a crate that is not on this machine is named', async () => {
  using slot = rustSlot('careless');
  appendFileSync(join(slot.tree, 'Cargo.toml'), '\n[dependencies]\nno-such-crate-here = "1"\n');
  const cargo = await toolchain();
  await expect(cargo.workspace(slot)).rejects.toMatchObject({
    code: 'dependencies-missing',
    at: expect.stringContaining('no-such-crate-here'),
  });
  expect((await cargo.check(slot)).diagnostics).toMatchObject([{ code: 'cargo', level: 'error' }]);
});

test('a missing Cargo.lock is generated by cargo and reported; the rest of the tree is untouched', async () => {
  using slot = rustSlot('careless');
  rmSync(join(slot.tree, 'Cargo.lock'));
  const cargo = await toolchain();
  expect(await cargo.check(slot)).toMatchObject({ ok: true, lockfile: 'generated' });
  expect(existsSync(join(slot.tree, 'Cargo.lock'))).toBe(true);
  expect(await cargo.check(slot)).not.toHaveProperty('lockfile');
});

test('a Cargo.lock behind its manifests is brought up by cargo and reported', async () => {
  using slot = rustSlot('greeter');
  const manifest = join(slot.tree, 'crates/words/Cargo.toml');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('0.1.0', '0.2.0'));
  expect(await (await toolchain()).check(slot)).toMatchObject({ ok: true, lockfile: 'updated' });
  expect(readFileSync(join(slot.tree, 'Cargo.lock'), 'utf8')).toContain('version = "0.2.0"');
});

test('a folder without Cargo.toml and a toolchain that is not installed have their own faults', async () => {
  using slot = rustSlot('careless');
  await expect((await toolchain({ toolchain: '1.1.0' })).workspace(slot)).rejects.toMatchObject({
    code: 'toolchain-missing',
  });
  rmSync(join(slot.tree, 'Cargo.toml'));
  await expect((await toolchain()).workspace(slot)).rejects.toMatchObject({ code: 'no-manifest' });
});

test("clippy obeys the repository's own lint levels", async () => {
  using slot = rustSlot('careless');
  const run = await (await toolchain()).clippy(slot);
  expect(run?.ok).toBe(false);
  expect(run?.diagnostics.map(({ level, code }) => [level, code])).toEqual([
    ['warning', 'unused_variables'],
    ['error', 'clippy::needless_return'],
  ]);
});

test('rustfmt takes the nearest configuration, writes nothing and gives its reason', async () => {
  using slot = rustSlot('greeter');
  writeFileSync(join(slot.tree, 'rustfmt.toml'), 'hard_tabs = true\n');
  mkdirSync(join(slot.tree, 'crates/words/src/deep'));
  writeFileSync(join(slot.tree, 'crates/words/.rustfmt.toml'), 'tab_spaces = 2\n');
  const text = 'mod elsewhere;fn  a ( ) { b( ) }';
  const formatted = await (await toolchain()).format(slot, [
    { path: 'src/new/file.rs', edition: '2021', text },
    { path: 'crates/words/src/deep/x.rs', edition: '2024', text },
    { path: 'src/bad.rs', edition: '2021', text: 'fn (' },
  ]);
  expect(formatted?.get('src/new/file.rs')).toEqual({
    ok: true,
    text: 'mod elsewhere;\nfn a() {\n\tb()\n}\n',
  });
  expect(formatted?.get('crates/words/src/deep/x.rs')).toEqual({
    ok: true,
    text: 'mod elsewhere;\nfn a() {\n  b()\n}\n',
  });
  expect(formatted?.get('src/bad.rs')).toMatchObject({
    ok: false,
    message: expect.stringContaining('unclosed delimiter'),
  });
  expect(existsSync(join(slot.tree, 'src/new'))).toBe(false);
});

test('a cargo that is neither of rustup nor below /usr is made visible, and nothing beside it', async () => {
  using slot = rustSlot('careless');
  const sysroot = execFileSync('bash', ['-c', 'rustc --print sysroot'], { encoding: 'utf8' }).trim();
  const sandbox = await machineSandbox({
    path: `${sysroot}/bin:/usr/bin:/bin`,
    home: '/nowhere',
    cargoHome: '/nowhere/.cargo',
    rustupHome: '/nowhere/.rustup',
  });
  const cargo = new CargoToolchain(sandbox, { features: [], packages: [], limits: LIMITS });
  expect(await cargo.check(slot)).toMatchObject({ ok: true });
  const look = { argv: ['ls', sysroot] as const, writableTree: false, cwd: '', env: {}, timeoutSeconds: 30 };
  expect((await sandbox.run({ ...look, ...slot })).stdout).toBe('bin\nlib\n');
});

test('a vendored crate in a folder outside the tree builds, and its version is known', async () => {
  using slot = rustSlot('careless');
  const vendored = join(slot.tree, '../vendored/tiny');
  mkdirSync(join(vendored, 'src'), { recursive: true });
  mkdirSync(join(slot.tree, '.cargo'));
  writeFileSync(
    join(vendored, 'Cargo.toml'),
    '[package]\nname = "tiny"\nversion = "1.2.3"\nedition = "2021"\n',
  );
  writeFileSync(join(vendored, 'src/lib.rs'), 'pub const TINY: i32 = 1;\n');
  writeFileSync(join(vendored, '.cargo-checksum.json'), '{"files":{}}');
  writeFileSync(
    join(slot.tree, '.cargo/config.toml'),
    '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "../vendored"\n',
  );
  appendFileSync(join(slot.tree, 'Cargo.toml'), '\n[dependencies]\ntiny = "1"\n');
  writeFileSync(join(slot.tree, 'src/lib.rs'), 'pub use tiny::TINY;\n');
  const cargo = await toolchain();
  const run = await cargo.check(slot);
  expect(run.log).toContain('Checking tiny v1.2.3');
  expect(run).toMatchObject({ ok: true, lockfile: 'updated' });
  expect((await cargo.workspace(slot)).packages[0]?.dependencies).toEqual([
    { name: 'tiny', version: '1.2.3', source: { folder: '/slot/vendored/tiny', root: 'src/lib.rs' } },
  ]);
  expect([...(await cargo.compiledFiles(slot))]).toEqual(['src/lib.rs']);
});

test('a toolchain of cargo alone has no clippy and no rustfmt, and says so by undefined', async () => {
  using slot = rustSlot('careless');
  using folder = temporaryFolder();
  const sysroot = execFileSync('bash', ['-c', 'rustc --print sysroot'], { encoding: 'utf8' }).trim();
  mkdirSync(join(folder.path, 'bin'));
  cpSync(join(sysroot, 'bin/cargo'), join(folder.path, 'bin/cargo'));
  const sandbox = await machineSandbox({
    path: `${folder.path}/bin:/usr/bin:/bin`,
    home: '/nowhere',
    cargoHome: '/nowhere/.cargo',
    rustupHome: '/nowhere/.rustup',
  });
  const cargo = new CargoToolchain(sandbox, { features: [], packages: [], limits: LIMITS });
  expect(await cargo.clippy(slot)).toBeUndefined();
  expect(await cargo.format(slot, [{ path: 'a.rs', edition: '2021', text: '' }])).toBeUndefined();
  await expect(cargo.workspace(slot)).rejects.toMatchObject({ code: 'no-cargo' });
});
