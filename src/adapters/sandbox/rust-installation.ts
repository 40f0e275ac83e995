import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join, relative } from 'node:path';
import { type CargoConfig, safeCargoConfig } from './cargo-config.ts';

/** Where Rust lives on this machine, and which parts of it a sandboxed program may see. */
export interface RustInstallation {
  readonly cargoHome: string;
  readonly rustupHome: string;
  /** Host paths by their place inside, read-only; those of crates may be absent. */
  readonly mounts: readonly { readonly from: string; readonly to: string }[];
  /** Folders with Rust programs as seen inside, to go in front of PATH. */
  readonly binFolders: readonly string[];
  readonly config: CargoConfig;
}

/** Places inside the sandbox. */
export const INSIDE_CARGO_HOME = '/rust/cargo';
export const INSIDE_RUSTUP_HOME = '/rust/rustup';

/** Looks at the folders; a machine without Rust gives an installation without mounts. */
export async function findRust(options: {
  readonly cargoHome: string;
  readonly rustupHome: string;
  /** PATH of the host. */
  readonly path: string;
}): Promise<RustInstallation> {
  const { cargoHome, rustupHome } = options;
  const configFile = await firstFile([join(cargoHome, 'config.toml'), join(cargoHome, 'config')]);
  const config =
    configFile === undefined
      ? { toml: '', sources: [] }
      : safeCargoConfig(await readFile(configFile, 'utf8'), configFile);
  const wanted = [
    { from: join(cargoHome, 'bin'), to: `${INSIDE_CARGO_HOME}/bin` },
    { from: join(rustupHome, 'toolchains'), to: `${INSIDE_RUSTUP_HOME}/toolchains` },
    { from: join(rustupHome, 'settings.toml'), to: `${INSIDE_RUSTUP_HOME}/settings.toml` },
    ...(await linkedToolchains(join(rustupHome, 'toolchains'))),
    ...config.sources.map((folder) => ({ from: folder, to: folder })),
  ];
  const elsewhere = await cargoElsewhere(options);
  wanted.push(...elsewhere.map((folder) => ({ from: folder, to: folder })));
  // Only sources of crates, which a fetch may bring later: credentials.toml and anything else stay outside.
  const crates = ['registry', 'git'].map((name) => ({
    from: join(cargoHome, name),
    to: `${INSIDE_CARGO_HOME}/${name}`,
  }));
  const mounts = [...(await keepExisting(wanted)), ...crates];
  const binFolders = mounts.filter(({ to }) => to.endsWith('/bin')).map(({ to }) => to);
  return { cargoHome, rustupHome, mounts, binFolders, config };
}

/** Toolchains made by `rustup toolchain link` are symlinks to folders outside RUSTUP_HOME. */
async function linkedToolchains(folder: string): Promise<{ from: string; to: string }[]> {
  const names = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const links = names.filter((entry) => entry.isSymbolicLink());
  const targets = await Promise.all(links.map((entry) => realpath(join(folder, entry.name)).catch(() => '')));
  return targets.filter(isAbsolute).map((target) => ({ from: target, to: target }));
}

/** `bin` and `lib` of a cargo that is neither rustup's nor below /usr, for instance /opt/rust/bin/cargo. */
async function cargoElsewhere(options: {
  readonly cargoHome: string;
  readonly rustupHome: string;
  readonly path: string;
}): Promise<readonly string[]> {
  const cargo = await findProgram('cargo', options.path);
  if (cargo === undefined) return [];
  const known = ['/usr', options.cargoHome, options.rustupHome];
  if (known.some((folder) => isWithin(cargo, folder))) return [];
  const bin = dirname(await realpath(cargo));
  return bin.endsWith('/bin') ? [bin, join(dirname(bin), 'lib')] : [];
}

/** Absolute path of a program on a PATH, undefined when there is none. */
export async function findProgram(name: string, path: string): Promise<string | undefined> {
  return await firstFile(
    path
      .split(delimiter)
      .filter(isAbsolute)
      .map((folder) => join(folder, name)),
  );
}

export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith('../') && !isAbsolute(way));
}

async function firstFile(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) return path;
  }
  return undefined;
}

async function keepExisting<M extends { readonly from: string }>(mounts: readonly M[]): Promise<M[]> {
  const exists = await Promise.all(
    mounts.map(({ from }) =>
      lstat(from).then(
        () => true,
        () => false,
      ),
    ),
  );
  return mounts.filter((_, index) => exists[index]);
}
