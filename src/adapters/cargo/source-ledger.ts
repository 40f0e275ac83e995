import {
  type BigIntStats,
  type Dirent,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  utimesSync,
} from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Slot } from '../../ports/toolchain.ts';

/** Bookkeeping of one slot: the stamp of every file at the last run, by path in the tree. */
type Stamps = ReadonlyMap<string, string>;

const UNREADABLE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'ENAMETOOLONG']);

/** Written by hand when the format changes, so that an old ledger is not misread. */
const VERSION = 1;

/**
 * Makes cargo see every file that changed since the slot's last run.
 *
 * cargo decides by modification time alone, so a changed file with an old time (another commit put in place, a
 * restored backup, a hostile `touch`) is taken as already built: `cargo check` says Finished about code it never
 * read. A file's inode, size and change time cannot be set back by programs, so whatever differs in them from the
 * last run is given the present time before cargo starts. Costs one walk of the tree. The ledger lies beside the
 * target folder, where sandboxed programs cannot reach it; without it every file counts as changed.
 */
export async function freshenSources(slot: Slot): Promise<void> {
  const ledger = ledgerOf(slot);
  const known = readLedger(ledger);
  const seen = new Map<string, string>();
  const now = new Date();
  let changed = false;
  for (const path of treeFiles(slot)) {
    const full = join(slot.tree, path);
    const stats = lstatSync(full, { bigint: true, throwIfNoEntry: false });
    // Names that are no UTF-8 cannot be asked for by text; rustc takes none of them for a source.
    if (stats === undefined) continue;
    if (known.get(path) === stampOf(stats)) {
      seen.set(path, stampOf(stats));
      continue;
    }
    changed = true;
    touch(slot.tree, full, now);
    seen.set(path, stampOf(lstatSync(full, { bigint: true })));
  }
  if (!changed && seen.size === known.size) return;
  const draft = `${ledger}.${process.pid}.new`;
  await writeFile(draft, JSON.stringify({ version: VERSION, stamps: [...seen] }));
  await rename(draft, ledger);
}

/** Where the stamps of a slot are kept. */
export function ledgerOf({ target }: Pick<Slot, 'target'>): string {
  return `${target}.sources.json`;
}

function stampOf(stats: BigIntStats): string {
  return `${stats.ino}:${stats.size}:${stats.ctimeNs}:${stats.mtimeNs}`;
}

function readLedger(file: string): Stamps {
  try {
    const ledger = JSON.parse(readFileSync(file, 'utf8'));
    return ledger.version === VERSION ? new Map(ledger.stamps) : new Map();
  } catch {
    return new Map();
  }
}

/** Files and links of the tree; not git's own, and not a target folder that lies inside. */
export function* treeFiles(slot: Slot, folder = ''): Generator<string> {
  for (const entry of entriesOf(join(slot.tree, folder))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name !== '.git' && join(slot.tree, path) !== slot.target) yield* treeFiles(slot, path);
    } else if (entry.isFile() || entry.isSymbolicLink()) {
      yield path;
    }
  }
}

/** What cargo cannot enter either (no permission, a path that is too long) holds no source. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (!UNREADABLE.has(String((error as NodeJS.ErrnoException).code))) throw error;
    return [];
  }
}

/** cargo follows links when it looks at times, so the file behind a link is touched; never one outside the tree. */
function touch(tree: string, path: string, now: Date): void {
  try {
    const real = realpathSync(path);
    if (real.startsWith(realpathSync(tree) + sep)) utimesSync(real, now, now);
  } catch (error) {
    if (!UNREADABLE.has(String((error as NodeJS.ErrnoException).code))) throw error;
    // A dangling link, or one to itself: cargo cannot read it either.
  }
}
