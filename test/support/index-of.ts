import { readSymbols } from '../../src/core/symbols/read-symbols.ts';
import { type SymbolIndex, symbolIndex } from '../../src/core/symbols/symbol-index.ts';

/** The index of some files. */
export function indexOf(files: Readonly<Record<string, string>>): SymbolIndex {
  return symbolIndex(new Map(Object.entries(files).map(([path, text]) => [path, readSymbols(text)])));
}
