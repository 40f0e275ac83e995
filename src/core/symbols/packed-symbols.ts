import type { FileSymbols } from './symbol.ts';

/** {@link FileSymbols} as JSON that is small and quick to read: words are one string. */
export interface PackedSymbols extends Omit<FileSymbols, 'words'> {
  /** `Money 3 add 1` */
  readonly words: string;
}

export function packSymbols(symbols: FileSymbols): PackedSymbols {
  return { ...symbols, words: [...symbols.words].map(([word, count]) => `${word} ${count}`).join(' ') };
}

export function unpackSymbols(packed: PackedSymbols): FileSymbols {
  const words = new Map<string, number>();
  const parts = packed.words === '' ? [] : packed.words.split(' ');
  for (let at = 0; at + 1 < parts.length; at += 2) words.set(parts[at] ?? '', Number(parts[at + 1]));
  return { ...packed, words };
}
