import { lstat, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { type CrateApi, type CrateText, crateApi, reexportedBy } from '../../core/symbols/crate-api.ts';
import { readSymbols } from '../../core/symbols/read-symbols.ts';
import { decodeText } from '../../core/text/decode-text.ts';
import type { Cache } from '../../ports/cache.ts';
import type { CommitId, Repository } from '../../ports/repository.ts';
import type { Dependency } from '../../ports/symbols.ts';
import type { CrateSource } from '../../ports/toolchain.ts';
import { readCrateFiles } from './read-crate-files.ts';

export interface CrateSources {
  readonly repository: Pick<Repository, 'list' | 'read'>;
  readonly cache: Cache;
  /** Folders of crates as the sandbox shows them, and where they are on this machine. */
  readonly places: readonly { readonly inside: string; readonly host: string }[];
}

/** Changes when what is read of a crate changes. */
const SHAPE = 1;
const LARGEST_FILE = 1_048_576;
const MOST_BYTES = 12 * 1_048_576;
/** Of one crate; a crate that re-exports more is a prelude of others. */
const MOST_REEXPORTED = 6;

/** The API of dependencies, from the sources that cargo resolved them to. Each is read once and kept. */
export function crateSymbols(
  sources: CrateSources,
): (dependency: Dependency, commit: CommitId) => Promise<CrateApi | undefined> {
  const known = new Map<string, Promise<CrateApi | undefined>>();
  return async ({ name, version, source }, commit) => {
    const state = source && (await stateOf(sources, source, commit));
    if (source === undefined || state === undefined) return undefined;
    const uses = source.uses ?? [];
    const inside = uses.map((one) => [one.name, one.folder, one.root]);
    const key = JSON.stringify(['crate', SHAPE, name, version, source.root, state.key, inside]);
    const read = async () => {
      const files = await state.read();
      if (files === undefined) return undefined;
      const own = { name, version, root: source.root, files: symbolsOf(files) };
      const reexported = await readUsed(sources, { files: own.files, uses, commit });
      const api = crateApi(own, reexported);
      return files.partial ? { ...api, partial: true } : api;
    };
    const api = known.get(key) ?? cached(sources.cache, key, read);
    known.set(key, api);
    return await api;
  };
}

/** The crates that a crate re-exports something of. */
async function readUsed(
  sources: CrateSources,
  of: {
    readonly files: CrateText['files'];
    readonly uses: readonly (CrateSource & { readonly name: string })[];
    readonly commit: CommitId;
  },
): Promise<readonly CrateText[]> {
  const names = reexportedBy(of.files, new Set(of.uses.map(({ name }) => name)));
  const wanted = of.uses.filter(({ name }) => names.has(name)).slice(0, MOST_REEXPORTED);
  const texts: CrateText[] = [];
  for (const one of wanted) {
    const state = await stateOf(sources, one, of.commit);
    const files = await state?.read();
    if (files) texts.push({ name: one.name, root: one.root, files: symbolsOf(files) });
  }
  return texts;
}

interface CrateTexts {
  readonly texts: ReadonlyMap<string, string>;
  readonly partial: boolean;
}

function symbolsOf({ texts }: CrateTexts): CrateText['files'] {
  return new Map([...texts].map(([path, text]) => [path, readSymbols(text)]));
}

interface CrateState {
  /** Changes when the sources change. */
  readonly key: string;
  readonly read: () => Promise<CrateTexts | undefined>;
}

/** Vendored crates are read from the commit, so that no link in the tree leads astray; others from their folder. */
async function stateOf(
  { repository, places }: CrateSources,
  { folder }: CrateSource,
  commit: CommitId,
): Promise<CrateState | undefined> {
  if (!folder.startsWith('/')) {
    const entries = (await repository.list(commit, folder)).filter(
      ({ path, mode, size }) => path.endsWith('.rs') && mode.startsWith('100') && size <= LARGEST_FILE,
    );
    if (entries.length === 0) return undefined;
    const key = entries.map(({ path, blob }) => `${path} ${blob}`).join('\n');
    return { key, read: () => readCommitted(repository, { commit, folder, entries }) };
  }
  const host = await hostFolder(folder, places);
  // A registry never changes what is below `name-version`, a checkout of git has its revision in its folder.
  return host === undefined ? undefined : { key: host, read: () => readCrateFiles(host) };
}

async function hostFolder(folder: string, places: CrateSources['places']): Promise<string | undefined> {
  if (folder.split('/').includes('..')) return undefined;
  const place = places.find(({ inside }) => folder.startsWith(`${inside}/`));
  if (place) {
    const host = await realpath(place.host).catch(() => undefined);
    return host === undefined ? undefined : join(host, folder.slice(place.inside.length + 1));
  }
  // Elsewhere only a directory source is believed to be a crate; see adapters/sandbox/tree-sources.ts.
  const checksum = await lstat(join(folder, '.cargo-checksum.json')).catch(() => undefined);
  return checksum?.isFile() ? folder : undefined;
}

async function readCommitted(
  repository: Pick<Repository, 'read'>,
  at: {
    readonly commit: CommitId;
    readonly folder: string;
    readonly entries: readonly { readonly path: string; readonly size: number }[];
  },
): ReturnType<CrateState['read']> {
  const fitting: string[] = [];
  let bytes = 0;
  for (const { path, size } of at.entries) {
    bytes += size;
    if (bytes <= MOST_BYTES) fitting.push(path);
  }
  const found = await repository.read(at.commit, fitting);
  const texts = new Map<string, string>();
  for (const [path, content] of found) {
    const text = decodeText(content);
    if (text !== undefined) texts.set(path.slice(at.folder.length + 1), text);
  }
  return { texts, partial: texts.size < at.entries.length };
}

async function cached(
  cache: Cache,
  key: string,
  read: () => Promise<CrateApi | undefined>,
): Promise<CrateApi | undefined> {
  const kept = await cache.get(key);
  if (typeof kept === 'object' && kept !== null && 'definitions' in kept) return kept as CrateApi;
  const api = await read();
  if (api) void cache.put(key, api);
  return api;
}
