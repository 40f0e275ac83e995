const CHECKSUM = '.cargo-checksum.json';

/**
 * Tells which paths of a tree are within a vendored crate: `cargo vendor` puts a checksum file into the folder of each
 * (doc.rust-lang.org/cargo/reference/source-replacement.html#directory-sources).
 */
export function vendoredPaths(paths: Iterable<string>): (path: string) => boolean {
  const folders = new Set<string>();
  for (const path of paths) if (path.endsWith(`/${CHECKSUM}`)) folders.add(path.slice(0, -CHECKSUM.length));
  return (path) => {
    if (folders.size === 0) return false;
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1))
      if (folders.has(path.slice(0, at + 1))) return true;
    return false;
  };
}
