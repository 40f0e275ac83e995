import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { safeCargoConfig } from './cargo-config.ts';
import { isWithin } from './rust-installation.ts';

const CONFIG = '.cargo/config.toml';
const LARGEST_CONFIG = 1_048_576;

/**
 * Folders outside the tree that the repository's own `.cargo/config.toml` takes crates from (source replacement). The
 * repository is not trusted, so a folder is shown only when it holds nothing but crates: otherwise a line in that
 * file would open the user's home.
 */
export async function treeSources(
  tree: string,
  inside: { readonly tree: string; readonly target: string },
): Promise<readonly { readonly from: string; readonly to: string }[]> {
  const file = join(tree, CONFIG);
  const found = await lstat(file).catch(() => undefined);
  if (!found?.isFile() || found.size > LARGEST_CONFIG) return [];
  const text = await readFile(file, 'utf8');
  // The same list twice, resolved on the host and inside: relative paths differ, absolute ones do not.
  const places = safeCargoConfig(text, join(inside.tree, CONFIG)).sources;
  const mounts = safeCargoConfig(text, file).sources.map((from, index) => ({
    from,
    to: places[index] ?? from,
  }));
  const outside = mounts.filter(
    ({ from, to }) =>
      !isWithin(from, tree) &&
      !isWithin(from, '/usr') &&
      !isWithin(to, inside.tree) &&
      !isWithin(to, inside.target),
  );
  const shown = await Promise.all(outside.map(({ from }) => holdsOnlyCrates(from)));
  return outside.filter((_, index) => shown[index]);
}

/**
 * A directory source is folders with a `.cargo-checksum.json` each; a local registry is an `index` and `.crate` files
 * (doc.rust-lang.org/cargo/reference/source-replacement.html).
 */
async function holdsOnlyCrates(folder: string): Promise<boolean> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  if (entries.length === 0) return false;
  const crates = await Promise.all(
    entries.map(async (entry) => {
      if (entry.isFile()) return entry.name.endsWith('.crate');
      if (!entry.isDirectory()) return false;
      if (entry.name === 'index') return true;
      const checksum = await stat(join(folder, entry.name, '.cargo-checksum.json')).catch(() => undefined);
      return checksum?.isFile() === true;
    }),
  );
  return crates.every(Boolean);
}
