import { parse } from 'smol-toml';

export type Table = Readonly<Record<string, unknown>>;

/** One dependency of a manifest: where it stands, its key, the crate it really is, and what it is asked for. */
export interface Dependency {
  /** `dependencies`, `dev-dependencies`, `target.'cfg(unix)'.dependencies`, `workspace.dependencies` … */
  readonly table: string;
  readonly key: string;
  /** The crate's own name, which `package = "…"` may hide. */
  readonly crate: string;
  readonly spec: Table;
}

const KINDS = [
  'dependencies',
  'dev-dependencies',
  'build-dependencies',
  'dev_dependencies',
  'build_dependencies',
];

/** A manifest's tables; undefined when it is no TOML. */
export function parseManifest(text: string): Table | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Every dependency a manifest declares, in any table (doc.rust-lang.org/cargo/reference/specifying-dependencies.html). */
export function dependenciesOf(manifest: Table): readonly Dependency[] {
  const found: Dependency[] = [];
  const collect = (owner: Table, prefix: string) => {
    for (const kind of KINDS)
      for (const [key, value] of Object.entries(tableAt(owner, kind)))
        found.push(dependency(`${prefix}${kind}`, key, value));
  };
  collect(manifest, '');
  for (const [name, target] of Object.entries(tableAt(manifest, 'target')))
    collect(asTable(target), `target.${name}.`);
  collect(tableAt(manifest, 'workspace'), 'workspace.');
  return found;
}

export function tableAt(table: Table, key: string): Table {
  return asTable(table[key]);
}

export function asTable(value: unknown): Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : {};
}

function dependency(table: string, key: string, value: unknown): Dependency {
  const spec = typeof value === 'string' ? { version: value } : asTable(value);
  const crate = typeof spec['package'] === 'string' ? spec['package'] : key;
  return { table, key, crate, spec };
}
