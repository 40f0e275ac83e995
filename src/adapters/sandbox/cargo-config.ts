import { dirname, resolve } from 'node:path';
import { parse, stringify, type TomlTable, type TomlValue } from 'smol-toml';

/** The part of a user's cargo configuration that builds need and that holds no secret. */
export interface CargoConfig {
  readonly toml: string;
  /** Absolute folders of `directory` and `local-registry` sources. */
  readonly sources: readonly string[];
}

/**
 * Tables copied whole. Left out on purpose: `registries.*.token`, `http` (proxy passwords), `env` (may hold tokens),
 * `credential-alias`, and wrappers, which name programs of the host.
 */
const SAFE_TABLES = ['target', 'profile', 'patch', 'resolver', 'future-incompat-report'] as const;
const SAFE_BUILD_KEYS = ['target', 'rustflags', 'rustdocflags', 'jobs', 'incremental'] as const;

/**
 * Reads a `config.toml` and keeps only what is known to be harmless. Relative source paths become absolute: cargo
 * resolves them against the parent of the folder that holds the file
 * (doc.rust-lang.org/cargo/reference/config.html#config-relative-paths).
 * Unreadable TOML gives an empty configuration: cargo then runs with its defaults.
 */
export function safeCargoConfig(text: string, file: string): CargoConfig {
  const config = parseTable(text);
  const safe: TomlTable = {};
  for (const name of SAFE_TABLES) {
    if (config[name] !== undefined) safe[name] = config[name];
  }
  const build = pick(table(config['build']), SAFE_BUILD_KEYS);
  if (Object.keys(build).length > 0) safe['build'] = build;
  const registries = mapTables(config['registries'], (registry) => pick(registry, ['index']));
  if (registries) safe['registries'] = withoutUserInfo(registries);
  const base = dirname(dirname(file));
  const sources: string[] = [];
  const source = mapTables(config['source'], (entry) => withAbsolutePaths(entry, base, sources));
  if (source) safe['source'] = withoutUserInfo(source);
  return { toml: Object.keys(safe).length > 0 ? stringify(safe) : '', sources };
}

function parseTable(text: string): TomlTable {
  try {
    return parse(text);
  } catch {
    return {};
  }
}

function withAbsolutePaths(entry: TomlTable, base: string, sources: string[]): TomlTable {
  const kept = pick(entry, ['registry', 'git', 'branch', 'tag', 'rev', 'replace-with']);
  for (const key of ['directory', 'local-registry'] as const) {
    const path = entry[key];
    if (typeof path !== 'string') continue;
    const absolute = resolve(base, path);
    kept[key] = absolute;
    sources.push(absolute);
  }
  return kept;
}

/** `https://user:password@host/` loses its middle. */
function withoutUserInfo(tables: TomlTable): TomlTable {
  const clean = (value: TomlValue): TomlValue => {
    if (typeof value === 'string') return value.replace(/^([a-z+]+:\/\/)[^/@]*@/i, '$1');
    return isTable(value)
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)]))
      : value;
  };
  return clean(tables) as TomlTable;
}

function mapTables(
  value: TomlValue | undefined,
  change: (entry: TomlTable) => TomlTable,
): TomlTable | undefined {
  if (value === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(table(value)).map(([name, entry]) => [name, change(table(entry))]),
  );
}

function pick(from: TomlTable, keys: readonly string[]): TomlTable {
  const kept: TomlTable = {};
  for (const key of keys) {
    if (from[key] !== undefined) kept[key] = from[key];
  }
  return kept;
}

function table(value: TomlValue | undefined): TomlTable {
  return value !== undefined && isTable(value) ? value : {};
}

function isTable(value: TomlValue): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
}
