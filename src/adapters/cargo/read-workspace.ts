import { lstat } from 'node:fs/promises';
import { dirname, join, normalize, relative } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../core/fault.ts';
import type { CrateSource, Package, Slot, ToolVersions, Workspace } from '../../ports/toolchain.ts';
import { isProgramMissing, workspaceFault } from './cargo-trouble.ts';
import { JSON_BYTES, type SandboxedCargo } from './sandboxed-cargo.ts';

const optional = z.string().nullish();
/** The part of `cargo metadata` format 1 that is used (doc.rust-lang.org/cargo/commands/cargo-metadata.html). */
const Metadata = z.object({
  workspace_members: z.array(z.string()),
  packages: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      version: z.string(),
      edition: z.string(),
      manifest_path: z.string(),
      authors: z.array(z.string()).default([]),
      description: optional,
      homepage: optional,
      repository: optional,
      license: optional,
      license_file: optional,
      rust_version: optional,
      readme: optional,
      targets: z.array(
        z.object({
          name: z.string(),
          kind: z.array(z.string()),
          src_path: z.string(),
          doctest: z.boolean().default(false),
          'required-features': z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
  resolve: z
    .object({
      nodes: z.array(
        z.object({ id: z.string(), deps: z.array(z.object({ name: z.string(), pkg: z.string() })) }),
      ),
    })
    .nullable(),
});
export type CargoMetadata = z.infer<typeof Metadata>;

/** The workspace for this machine's platform. Throws `no-cargo`, `no-manifest`, `manifest-broken`, `dependencies-missing`. */
export async function readWorkspace(
  cargo: SandboxedCargo,
  slot: Slot,
  signal: AbortSignal | undefined,
): Promise<Workspace> {
  const manifest = await lstat(join(slot.tree, 'Cargo.toml')).catch(() => undefined);
  if (!manifest) throw new Fault('no-manifest', 'the repository');
  const { host, ...versions } = await readVersions(cargo, slot, signal);
  const metadata = await readMetadata(cargo, slot, { host, signal });
  return { packages: toPackages(metadata, cargo.inside(slot).tree), ...versions };
}

/** What rustc and cargo say of themselves in a slot, whose `rust-toolchain.toml` counts. Throws `no-cargo`. */
export async function readVersions(
  cargo: SandboxedCargo,
  slot: Slot,
  signal: AbortSignal | undefined,
): Promise<ToolVersions & { readonly host: string | undefined }> {
  const [rustc, version] = await Promise.all([
    cargo.run(slot, { argv: ['rustc', '-vV'], signal }),
    cargo.run(slot, { argv: ['cargo', '--version'], signal }),
  ]);
  for (const run of [version, rustc]) {
    if (run.exitCode === 0) continue;
    throw isProgramMissing(run)
      ? workspaceFault(run)
      : new Fault('no-cargo', run.stderr.trim().split('\n')[0] || 'it does not start');
  }
  return {
    rustc: rustc.stdout.split('\n')[0] ?? '',
    cargo: version.stdout.trim(),
    host: hostOf(rustc.stdout),
  };
}

/** `cargo metadata`; crates of other platforms need not be there. */
export async function readMetadata(
  cargo: SandboxedCargo,
  slot: Slot,
  options: { readonly host: string | undefined; readonly signal: AbortSignal | undefined },
): Promise<CargoMetadata> {
  const platform = options.host === undefined ? [] : ['--filter-platform', options.host];
  const run = await cargo.cargo(slot, {
    argv: ['cargo', 'metadata', '--format-version=1', '--offline', '--locked', ...platform],
    outputBytes: JSON_BYTES,
    signal: options.signal,
  });
  if (run.exitCode !== 0) throw workspaceFault(run);
  if (run.truncated) throw new Fault('manifest-broken', 'the answer of cargo metadata is too long');
  return Metadata.parse(JSON.parse(run.stdout));
}

/** The platform triple in `rustc -vV`. */
export function hostOf(verboseVersion: string): string | undefined {
  return /^host: (.+)$/m.exec(verboseVersion)?.[1];
}

function toPackages(metadata: CargoMetadata, tree: string): readonly Package[] {
  const resolved = new Map(metadata.packages.map((one) => [one.id, one]));
  const nodes = new Map(metadata.resolve?.nodes.map(({ id, deps }) => [id, deps]));
  const members = new Set(metadata.workspace_members);
  const place = (id: string) => {
    const one = resolved.get(id);
    return one && !members.has(id) ? sourceOf(one, tree) : undefined;
  };
  const withUses = (id: string) => {
    const source = place(id);
    const uses = (nodes.get(id) ?? []).flatMap(({ name, pkg }) => {
      const own = place(pkg);
      return own ? [{ name, ...own }] : [];
    });
    return source && { ...source, ...(uses.length > 0 ? { uses } : {}) };
  };
  return metadata.packages
    .filter(({ id }) => members.has(id))
    .map((member) => ({
      name: member.name,
      folder: relative(tree, dirname(member.manifest_path)),
      edition: member.edition,
      targets: member.targets.map(({ name, kind, src_path, 'required-features': features }) => ({
        name,
        kind: kind[0] ?? 'lib',
        file: relative(tree, src_path),
        ...(features && features.length > 0 ? { requiredFeatures: features } : {}),
      })),
      dependencies: (nodes.get(member.id) ?? []).map(({ name, pkg }) => {
        const source = withUses(pkg);
        return { name, version: resolved.get(pkg)?.version ?? '', ...(source ? { source } : {}) };
      }),
    }));
}

/** A procedural macro has no API to call. */
function sourceOf(one: CargoMetadata['packages'][number], tree: string): CrateSource | undefined {
  const library = one.targets.find(({ kind }) => kind.some((each) => /^(?:lib|rlib|dylib)$/.test(each)));
  if (!library) return undefined;
  // A relative source replacement is given as written: `/slot/tree/../vendored/x`.
  const folder = normalize(dirname(one.manifest_path));
  const own = folder.startsWith(`${tree}/`) ? relative(tree, folder) : folder;
  return { folder: own, root: relative(folder, normalize(library.src_path)) };
}
