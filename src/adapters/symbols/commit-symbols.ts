import { type PackedSymbols, packSymbols, unpackSymbols } from '../../core/symbols/packed-symbols.ts';
import { readSymbols } from '../../core/symbols/read-symbols.ts';
import type { FileSymbols } from '../../core/symbols/symbol.ts';
import { type SymbolIndex, symbolIndex, type UnreadFile } from '../../core/symbols/symbol-index.ts';
import { vendoredPaths } from '../../core/symbols/vendored-paths.ts';
import { decodeText } from '../../core/text/decode-text.ts';
import type { Cache } from '../../ports/cache.ts';
import type { CommitId, Repository, TreeEntry } from '../../ports/repository.ts';

/** Changes when what is read of a file changes, so that older entries are misses. */
const SHAPE = 1;
/** Bytes; larger sources are generated. */
const LARGEST_FILE = 400_000;
/** Bytes read from the repository at once. */
const BATCH = 4 * 1_048_576;
/** Bytes of all sources; what comes after is left out. About 1.5 million lines. */
const MOST_BYTES = 48 * 1_048_576;

type Known = Map<string, FileSymbols | 'not-utf8'>;

/**
 * Indexes commits. What a blob defines is read once and kept under its id, all blobs of a repository in one cache entry:
 * after an edit only the edited files are read again.
 *
 * @param name of the repository, for the cache.
 */
export function commitSymbols(
  repository: Pick<Repository, 'list' | 'read'>,
  cache: Cache,
  name: string,
): (commit: CommitId) => Promise<SymbolIndex> {
  const key = JSON.stringify(['symbols', SHAPE, name]);
  const indexes = new Map<CommitId, Promise<SymbolIndex>>();
  let kept: Promise<Known> | undefined;

  async function build(commit: CommitId): Promise<SymbolIndex> {
    const { wanted, unread } = sourcesOf(await repository.list(commit));
    kept ??= cache.get(key).then(unpack);
    const known = await kept;
    const lacking = wanted.filter(({ blob }) => !known.has(blob));
    for (const batch of batchesOf(lacking)) {
      const bytes = await repository.read(
        commit,
        batch.map(({ path }) => path),
      );
      for (const { path, blob } of batch) {
        const text = decodeText(bytes.get(path) ?? new Uint8Array([0]));
        known.set(blob, text === undefined ? 'not-utf8' : readSymbols(text));
      }
    }
    // Not waited for: the next run reads a little more if this one ends too early.
    if (lacking.length > 0) void cache.put(key, pack(known, wanted));
    const files = new Map<string, FileSymbols>();
    for (const { path, blob } of wanted) {
      const symbols = known.get(blob);
      if (symbols === 'not-utf8' || symbols === undefined) unread.push({ path, why: 'not-utf8' });
      else files.set(path, symbols);
    }
    return symbolIndex(files, unread);
  }

  return (commit) => {
    const known = indexes.get(commit);
    if (known !== undefined) return known;
    const index = build(commit);
    index.catch(() => indexes.delete(commit));
    // The commits of a stack come one after the other; more than two indexes only hold memory.
    for (const old of [...indexes.keys()].slice(0, -1)) indexes.delete(old);
    indexes.set(commit, index);
    return index;
  };
}

/** Plain Rust files, those of vendored crates left out: they are dependencies. */
function sourcesOf(entries: readonly TreeEntry[]): { wanted: TreeEntry[]; unread: UnreadFile[] } {
  const isVendored = vendoredPaths(entries.map(({ path }) => path));
  const wanted: TreeEntry[] = [];
  const unread: UnreadFile[] = [];
  let total = 0;
  for (const entry of entries) {
    const { path, mode, size } = entry;
    if (!path.endsWith('.rs') || !mode.startsWith('100') || isVendored(path)) continue;
    total += size > LARGEST_FILE ? 0 : size;
    if (size > LARGEST_FILE || total > MOST_BYTES) unread.push({ path, why: 'too-large' });
    else wanted.push(entry);
  }
  return { wanted, unread };
}

function* batchesOf(entries: readonly TreeEntry[]): Generator<readonly TreeEntry[]> {
  let batch: TreeEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    batch.push(entry);
    bytes += entry.size;
    if (bytes < BATCH) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

/** Only what the commit at hand holds: blobs that are gone leave the cache. */
function pack(known: Known, wanted: readonly TreeEntry[]): Readonly<Record<string, PackedSymbols | null>> {
  const packed: Record<string, PackedSymbols | null> = {};
  for (const { blob } of wanted) {
    const symbols = known.get(blob);
    if (symbols !== undefined) packed[blob] = symbols === 'not-utf8' ? null : packSymbols(symbols);
  }
  return packed;
}

/** The cache gives back what was put under the same shape, or nothing. */
function unpack(entry: unknown): Known {
  if (typeof entry !== 'object' || entry === null) return new Map();
  const packed = Object.entries(entry as Readonly<Record<string, PackedSymbols | null>>);
  return new Map(
    packed.map(([blob, symbols]) => [blob, symbols === null ? 'not-utf8' : unpackSymbols(symbols)] as const),
  );
}
