import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { CargoArtifact } from '../../core/diagnostics/parse-cargo-messages.ts';
import { parseDepInfo } from '../../core/diagnostics/parse-dep-info.ts';
import type { Slot } from '../../ports/toolchain.ts';

const LARGEST_DEP_INFO = 16 * 1_048_576;
/** The system, toolchains, and crates as cargo unpacks them: what a macro of a crate may name, and nobody's secret. */
const KNOWN = /^\/usr\/|\/(?:toolchains|registry\/src|git\/checkouts)\//;

/**
 * Tree-relative sources behind the given units, from the dep-info file beside each output (`libx-1f.rmeta` → `x-1f.d`).
 * Only the units of one run are asked: the folder also holds what earlier candidates compiled. What the workspace's own
 * units read that is neither of tree nor target, system, toolchain or crates, comes as the absolute path it has inside.
 */
export async function compiledSources(
  slot: Slot,
  inside: { readonly tree: string; readonly target: string },
  artifacts: readonly CargoArtifact[],
): Promise<ReadonlySet<string>> {
  const units = new Map(
    artifacts.flatMap(({ files, packageId }) => files.slice(0, 1).map((file) => [file, packageId])),
  );
  const sources = new Set<string>();
  for (const [file, packageId] of units) {
    if (!file.startsWith(`${inside.target}/`)) continue;
    const isOwn = packageId.includes(`path+file://${inside.tree}`);
    const folder = dirname(file.slice(inside.target.length + 1));
    const unit = basename(file)
      .replace(/\.[^.-]+$/, '')
      .replace(/^lib/, '');
    // A procedural macro can print messages as if it were cargo, and put links in the place of folders.
    if (!(await isRealFolder(slot.target, folder))) continue;
    const text = await readUntrusted(join(slot.target, folder, `${unit}.d`));
    for (const source of parseDepInfo(text)) {
      // `#[path = "../x.rs"]` comes as written: `src/deep/../x.rs`.
      const path = resolve(inside.tree, source);
      if (path.startsWith(`${inside.tree}/`)) sources.add(path.slice(inside.tree.length + 1));
      else if (isOwn && !path.startsWith(`${inside.target}/`) && !KNOWN.test(path)) sources.add(path);
    }
  }
  return sources;
}

/** Whether the relative path leads through folders alone: no `..`, no link. */
async function isRealFolder(root: string, path: string): Promise<boolean> {
  const parts = path.split('/');
  if (parts.includes('..')) return false;
  const above = parts.map((_, index) => join(root, ...parts.slice(0, index + 1)));
  const found = await Promise.all(above.map((folder) => lstat(folder).catch(() => undefined)));
  return found.every((stats) => stats?.isDirectory());
}

/** The target folder was writable for foreign code: no link is followed, no pipe waited on, no giant read. */
async function readUntrusted(path: string): Promise<string> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, flags).catch(() => undefined);
  if (file === undefined) return '';
  try {
    const stats = await file.stat();
    return stats.isFile() && stats.size <= LARGEST_DEP_INFO ? await file.readFile('utf8') : '';
  } finally {
    await file.close();
  }
}
