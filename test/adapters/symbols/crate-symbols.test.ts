import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CargoToolchain } from '../../../src/adapters/cargo/cargo-toolchain.ts';
import { crateSymbols } from '../../../src/adapters/symbols/crate-symbols.ts';
import type { CrateApi } from '../../../src/core/symbols/crate-api.ts';
import type { Dependency } from '../../../src/ports/symbols.ts';
import { FakeCache } from '../../fakes/fake-cache.ts';
import { FakeGit } from '../../fakes/fake-git.ts';
import { LIMITS, machineSandbox, rustSlot, temporaryFolder } from '../../support/rust-slot.ts';

/** A made-up crate with the usual ways of showing and hiding things. */
const LIBRARY = {
  'src/lib.rs': `mod desktop;
pub mod backend;
pub use desktop::{Window, WindowKind};
pub(crate) mod imp { pub struct Hidden; }
/// Makes a new thing of the given size.
pub fn make(size: usize) -> Window { todo!() }
#[macro_export] macro_rules! shout { () => {} }
bitflags::bitflags! { pub struct Flags: u8 {} }
#[cfg(test)] mod tests { pub fn only_here() {} }
`,
  'src/desktop.rs': `pub struct Window { pub id: u32 }
impl Window { pub fn resize(&mut self, width: u32, height: u32) -> bool { true } fn own(&self) {} }
impl Clone for Window { fn clone(&self) -> Self { todo!() } }
pub enum WindowKind { Wayland, X11 }
pub struct Inner;
`,
  'src/backend.rs': 'pub trait Renderer { fn render(&mut self) -> Result<(), ()>; }\n',
  'tests/it.rs': 'pub fn test_only() {}\n',
};

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
const linesOf = (api: CrateApi | undefined) =>
  api?.definitions.map(({ use, of, signature }) => `${use} ${of ? '. ' : ''}${signature}`).sort();

const PUBLIC_LINES = [
  'tiny::Window . pub fn resize(&mut self, width: u32, height: u32) -> bool',
  'tiny::Window pub struct Window { pub id: u32 }',
  'tiny::WindowKind . Wayland',
  'tiny::WindowKind . X11',
  'tiny::WindowKind pub enum WindowKind { Wayland, X11 }',
  'tiny::backend pub mod backend',
  'tiny::backend::Renderer . fn render(&mut self) -> Result<(), ()>',
  'tiny::backend::Renderer pub trait Renderer',
  'tiny::make pub fn make(size: usize) -> Window',
  'tiny::shout macro_rules! shout',
];

test('a vendored crate is found by what cargo resolved, and read from the commit', async () => {
  using slot = rustSlot('careless');
  const vendored = {
    ...LIBRARY,
    'Cargo.toml': '[package]\nname = "tiny"\nversion = "1.2.3"\nedition = "2021"\n',
    '.cargo-checksum.json': '{"files":{}}',
  };
  write(join(slot.tree, 'vendor/tiny'), vendored);
  write(slot.tree, {
    '.cargo/config.toml':
      '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "vendor"\n',
    'Cargo.toml':
      '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nsmall = { package = "tiny", version = "1" }\n',
    'Cargo.lock': '',
  });
  const toolchain = new CargoToolchain(await machineSandbox(), {
    features: [],
    packages: [],
    limits: LIMITS,
  });
  const [dependency] = (await toolchain.workspace(slot)).packages[0]?.dependencies ?? [];
  expect(dependency).toEqual({
    name: 'small',
    version: '1.2.3',
    source: { folder: 'vendor/tiny', root: 'src/lib.rs' },
  });
  const git = new FakeGit();
  const commit = git.commitAs(
    'Ada',
    'main',
    Object.fromEntries(Object.entries(vendored).map(([path, text]) => [`vendor/tiny/${path}`, text])),
  );
  const read = crateSymbols({ repository: git, cache: new FakeCache(), places: [] });
  const api = dependency && (await read(dependency, commit));
  expect(linesOf(api)).toEqual(PUBLIC_LINES.map((line) => line.replace('tiny::', 'small::')));
  expect(api).toMatchObject({ name: 'small', version: '1.2.3', itemMacros: ['bitflags'] });
});

describe('a crate of a registry', () => {
  const places = (folder: string) => [{ inside: '/rust/cargo/registry', host: folder }];
  const dependency = (folder: string): Dependency => ({
    name: 'tiny',
    version: '1.2.3',
    source: { folder, root: 'src/lib.rs' },
  });
  const INSIDE = '/rust/cargo/registry/src/index-1f/tiny-1.2.3';

  test('is read where the sandbox shows it, once', async () => {
    using folder = temporaryFolder();
    const cache = new FakeCache();
    write(join(folder.path, 'src/index-1f/tiny-1.2.3'), LIBRARY);
    const open = () => crateSymbols({ repository: new FakeGit(), cache, places: places(folder.path) });
    const api = await open()(dependency(INSIDE), '');
    expect(linesOf(api)).toEqual(PUBLIC_LINES);
    write(join(folder.path, 'src/index-1f/tiny-1.2.3'), { 'src/lib.rs': '' });
    expect(await open()(dependency(INSIDE), '')).toEqual(api);
  });

  test('has what it re-exports of its own dependencies, and nothing else of them', async () => {
    using folder = temporaryFolder();
    write(join(folder.path, 'outer'), {
      'src/lib.rs':
        'pub use inner::ser::Serialize; pub use inner::Old as New; pub use types::*; use inner::Unseen; pub use whole as parts;',
    });
    write(join(folder.path, 'inner'), {
      'src/lib.rs': 'pub mod ser; pub struct Old; impl Old { pub fn go(&self) {} } pub struct Unseen;',
      'src/ser.rs': 'pub trait Serialize { fn serialize(&self) -> u8; } pub trait Serializer {}',
    });
    write(join(folder.path, 'types'), {
      'src/lib.rs': 'pub struct Extent { pub width: u32 } struct Hidden;',
    });
    write(join(folder.path, 'whole'), { 'src/lib.rs': 'pub mod a { pub fn part() {} }' });
    const inside = (name: string) => ({ folder: `/rust/cargo/registry/${name}`, root: 'src/lib.rs' });
    const uses = ['inner', 'types', 'missing', 'whole'].map((name) => ({ name, ...inside(name) }));
    const read = crateSymbols({
      repository: new FakeGit(),
      cache: new FakeCache(),
      places: places(folder.path),
    });
    const api = await read({ name: 'outer', version: '1.0.0', source: { ...inside('outer'), uses } }, '');
    expect(linesOf(api)).toEqual([
      'outer::Extent pub struct Extent { pub width: u32 }',
      'outer::New . pub fn go(&self)',
      'outer::New pub struct Old',
      'outer::Serialize . fn serialize(&self) -> u8',
      'outer::Serialize pub trait Serialize',
      'outer::parts::a pub mod a',
      'outer::parts::a::part pub fn part()',
    ]);
  });

  test('is not looked for behind links, in other places, or above its folder', async () => {
    using folder = temporaryFolder();
    using elsewhere = temporaryFolder();
    write(elsewhere.path, LIBRARY);
    mkdirSync(join(folder.path, 'src'), { recursive: true });
    symlinkSync(elsewhere.path, join(folder.path, 'src/linked'));
    cpSync(elsewhere.path, join(folder.path, 'src/partly'), { recursive: true });
    symlinkSync(join(elsewhere.path, 'src/lib.rs'), join(folder.path, 'src/partly/src/linked.rs'));
    const read = crateSymbols({
      repository: new FakeGit(),
      cache: new FakeCache(),
      places: places(join(folder.path, 'src')),
    });
    for (const path of ['linked', 'missing', '../src/partly', `../../../..${elsewhere.path}`])
      expect(await read(dependency(`/rust/cargo/registry/${path}`), '')).toBeUndefined();
    expect(await read(dependency(elsewhere.path), '')).toBeUndefined();
    expect(await read({ name: 'tiny', version: '1.2.3' }, '')).toBeUndefined();
    expect(linesOf(await read(dependency('/rust/cargo/registry/partly'), ''))).toEqual(PUBLIC_LINES);
  });
});
