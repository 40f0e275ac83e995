/** The name a module file is declared by: `src/a/b.rs` and `src/a/b/mod.rs` are `b`. */
export function moduleOf(path: string): string {
  const file = path.endsWith('/mod.rs') ? path.slice(0, -'/mod.rs'.length) : path.replace(/\.rs$/, '');
  return file.slice(file.lastIndexOf('/') + 1);
}
