import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { parse } from 'smol-toml';
import type { CargoMessages } from '../../core/diagnostics/parse-cargo-messages.ts';
import type { CargoMetadata } from './read-workspace.ts';
import type { CargoInvocation } from './sandboxed-cargo.ts';

/** Something that runs tests: a built test binary, or rustdoc over the examples of the libraries. */
export interface TestUnit {
  /** First part of its tests' names. */
  readonly name: string;
  /** Heading of its part of the log, as cargo words it. */
  readonly heading: string;
  /** False for `harness = false`: a program judged by its exit code alone. */
  readonly harness: boolean;
  readonly documentation: boolean;
  /** Program, environment and folder; arguments for the tests are appended. */
  readonly invocation: Pick<CargoInvocation, 'argv' | 'cwd' | 'env'>;
}

type Member = CargoMetadata['packages'][number];

export interface BuiltTests {
  readonly messages: CargoMessages;
  readonly metadata: CargoMetadata;
  readonly tree: string;
  readonly target: string;
  /** Host folder of the tree, to read manifests in. */
  readonly hostTree: string;
  /** `rustc --print sysroot`, inside. */
  readonly sysroot: string;
  readonly scope: readonly string[];
}

/** All test binaries that were built, by name, then the examples in documentation. */
export async function testUnits(built: BuiltTests): Promise<readonly TestUnit[]> {
  const members = new Map(built.metadata.packages.map((member) => [member.id, member]));
  const units: TestUnit[] = [];
  const tested = new Set<Member>();
  for (const artifact of built.messages.artifacts) {
    const member = members.get(artifact.packageId);
    if (member === undefined) continue;
    if (built.metadata.workspace_members.includes(member.id)) tested.add(member);
    if (!artifact.test || artifact.executable === undefined) continue;
    const kind = artifact.target.kind[0] ?? 'lib';
    const plain = await plainTargets(join(built.hostTree, relative(built.tree, member.manifest_path)));
    units.push({
      name: unitName(member.name, kind, artifact.target.name),
      heading: `Running ${kind === 'test' ? '' : 'unittests '}${artifact.target.file} (${member.name})`,
      harness: !plain.has(targetKey(sectionOf(kind), artifact.target.name)),
      documentation: false,
      invocation: {
        argv: [artifact.executable],
        cwd: relative(built.tree, dirname(member.manifest_path)),
        env: testEnvironment(built, member),
      },
    });
  }
  units.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const documented = [...tested].some(({ targets }) => targets.some(({ doctest }) => doctest));
  if (documented) units.push(documentationUnit(built.scope));
  return units;
}

/** A library's tests carry its name; other targets say of which package and kind they are, for names repeat. */
function unitName(packageName: string, kind: string, target: string): string {
  return sectionOf(kind) === 'lib' ? target : `${packageName}/${kind}/${target}`;
}

/**
 * All examples in documentation, in one run: `-p` for each package would choose other features and build all
 * dependencies again. Their names begin with the file's path in the workspace, so they are unique.
 */
function documentationUnit(scope: readonly string[]): TestUnit {
  return {
    name: 'doc',
    heading: 'Doc-tests',
    harness: true,
    documentation: true,
    invocation: {
      argv: ['cargo', 'test', ...scope, '--doc', '--no-fail-fast', '--offline', '--locked', '--'],
    },
  };
}

function sectionOf(kind: string): string {
  return kind === 'bin' || kind === 'test' || kind === 'bench' || kind === 'example' ? kind : 'lib';
}

/** A package has one library, whose name is mostly left out. */
function targetKey(section: string, name: string): string {
  return section === 'lib' ? section : `${section}/${name}`;
}

/** Targets with `harness = false`, which `cargo metadata` does not tell. */
async function plainTargets(manifest: string): Promise<ReadonlySet<string>> {
  const toml = parse(await readFile(manifest, 'utf8').catch(() => '')) as Record<string, unknown>;
  const plain = new Set<string>();
  for (const section of ['lib', 'bin', 'test', 'bench', 'example']) {
    const entries = [toml[section] ?? []].flat() as { name?: string; harness?: boolean }[];
    for (const entry of entries) if (entry.harness === false) plain.add(targetKey(section, entry.name ?? ''));
  }
  return plain;
}

/** What cargo sets for a test process (doc.rust-lang.org/cargo/reference/environment-variables.html). */
function testEnvironment(built: BuiltTests, member: Member): Record<string, string> {
  const [release = '', prerelease = ''] = member.version.split('+')[0]?.split(/-(.*)/s) ?? [];
  const [major = '', minor = '', patch = ''] = release.split('.');
  const script = built.messages.buildScripts.get(member.id);
  return {
    CARGO: 'cargo',
    CARGO_MANIFEST_DIR: dirname(member.manifest_path),
    CARGO_MANIFEST_PATH: member.manifest_path,
    CARGO_PKG_NAME: member.name,
    CARGO_PKG_VERSION: member.version,
    CARGO_PKG_VERSION_MAJOR: major,
    CARGO_PKG_VERSION_MINOR: minor,
    CARGO_PKG_VERSION_PATCH: patch,
    CARGO_PKG_VERSION_PRE: prerelease,
    CARGO_PKG_AUTHORS: member.authors.join(':'),
    CARGO_PKG_DESCRIPTION: member.description ?? '',
    CARGO_PKG_HOMEPAGE: member.homepage ?? '',
    CARGO_PKG_REPOSITORY: member.repository ?? '',
    CARGO_PKG_LICENSE: member.license ?? '',
    CARGO_PKG_LICENSE_FILE: member.license_file ?? '',
    CARGO_PKG_RUST_VERSION: member.rust_version ?? '',
    CARGO_PKG_README: member.readme ?? '',
    ...(script ? { OUT_DIR: script.outDir } : {}),
    // Tests of procedural macros and of dynamic libraries need the compiler's own libraries.
    LD_LIBRARY_PATH: [
      ...(script?.libraryPaths.filter((path) => path.startsWith(built.target)) ?? []),
      `${built.target}/debug/deps`,
      `${built.target}/debug`,
      `${built.sysroot}/lib`,
    ].join(':'),
  };
}
