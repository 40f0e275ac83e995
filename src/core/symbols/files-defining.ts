import type { SymbolIndex } from './symbol-index.ts';

/** A name that more files define says nothing. */
const MOST_FILES = 3;

/** The files that define the names a text is about, test code and trait implementations left out. */
export function filesDefining(
  index: Pick<SymbolIndex, 'byName'>,
  names: Iterable<string>,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const name of names) {
    const paths = new Set(
      (index.byName.get(name) ?? [])
        .filter((one) => !one.inTest && one.trait === undefined && one.kind !== 'mod')
        .map((one) => one.path),
    );
    if (paths.size <= MOST_FILES) for (const path of paths) found.add(path);
  }
  return found;
}
