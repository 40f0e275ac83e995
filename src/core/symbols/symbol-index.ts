import type { Definition, FileSymbols } from './symbol.ts';

/** A definition with the file it stands in. */
export interface IndexedDefinition extends Definition {
  /** Repository-relative. */
  readonly path: string;
}

/** A file that could not be read into the index: its definitions are not known, which is not the same as absent. */
export interface UnreadFile {
  readonly path: string;
  readonly why: 'too-large' | 'not-utf8';
}

/** What the Rust files of a tree define. A name that is not here may still be made by a macro: see {@link itemMacros}. */
export interface SymbolIndex {
  /** By path, in path order. */
  readonly files: ReadonlyMap<string, FileSymbols>;
  readonly byName: ReadonlyMap<string, readonly IndexedDefinition[]>;
  /** In how many files a word is mentioned. */
  readonly spread: ReadonlyMap<string, number>;
  /** Item macros called anywhere, which may define what is not seen here. */
  readonly itemMacros: ReadonlySet<string>;
  readonly unread: readonly UnreadFile[];
}

/** Puts the files of a tree together. Code below `tests/` and `benches/` counts as test code. */
export function symbolIndex(
  files: ReadonlyMap<string, FileSymbols>,
  unread: readonly UnreadFile[] = [],
): SymbolIndex {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const byName = new Map<string, IndexedDefinition[]>();
  const spread = new Map<string, number>();
  const itemMacros = new Set<string>();
  for (const [path, symbols] of sorted) {
    const inTest = /(?:^|\/)(?:tests|benches)\//.test(path);
    for (const definition of symbols.definitions) {
      const one = { ...definition, path, inTest: inTest || definition.inTest };
      const same = byName.get(one.name);
      if (same) same.push(one);
      else byName.set(one.name, [one]);
    }
    for (const word of symbols.words.keys()) spread.set(word, (spread.get(word) ?? 0) + 1);
    for (const macro of symbols.itemMacros) itemMacros.add(macro);
  }
  return { files: new Map(sorted), byName, spread, itemMacros, unread };
}
