import type { ArtifactRange } from '../../bricks/sidecar.ts';
import { rangeWithin } from '../range-within.ts';
import { type ElfFile, type ElfSymbol, SECTION, SYMBOL } from './elf-file.ts';

const MOST_SYMBOLS = 5_000;
const MOST_IMPORTS = 1_000;
const LOCAL = 0;

/** Sections, symbols and imports of an ELF file where they stand in its `total` bytes. */
export function elfRanges(
  elf: ElfFile,
  total: number,
): {
  readonly sections: readonly ArtifactRange[];
  readonly symbols: readonly ArtifactRange[];
  readonly imports: readonly ArtifactRange[];
} {
  const sections = elf.sections
    .filter(({ type }) => type !== SECTION.null && type !== SECTION.noBytes)
    .map(({ name, offset, size }) => rangeWithin(name, offset, size, total))
    .filter((range) => range !== undefined);
  return { sections, symbols: symbolsOf(elf, total), imports: importsOf(elf, total) };
}

/** What others may call comes first: a large table is cut. A symbol of both tables is told once. */
function symbolsOf({ symbols }: ElfFile, total: number): readonly ArtifactRange[] {
  const defined = symbols.filter(
    ({ name, section, type }) =>
      name !== '' && section !== 0 && type !== SYMBOL.section && type !== SYMBOL.file,
  );
  const told = new Map<string, ArtifactRange>();
  for (const isLocal of [false, true])
    for (const { name, binding, offset, size } of defined) {
      if (told.size >= MOST_SYMBOLS) return [...told.values()];
      if (offset === undefined || (binding === LOCAL) !== isLocal) continue;
      // A label of an assembler has no size.
      const range = size === 0 ? { name, offset, size } : rangeWithin(name, offset, size, total);
      if (range) told.set(`${offset} ${name}`, range);
    }
  return [...told.values()];
}

function importsOf({ symbols }: ElfFile, total: number): readonly ArtifactRange[] {
  const told = new Map<string, ArtifactRange>();
  for (const symbol of symbols) {
    if (told.size >= MOST_IMPORTS) break;
    if (!isImport(symbol)) continue;
    const range = rangeWithin(symbol.name, symbol.nameAt, Buffer.byteLength(symbol.name), total);
    if (range && !told.has(symbol.name)) told.set(symbol.name, range);
  }
  return [...told.values()];
}

function isImport({ name, section, type }: ElfSymbol): boolean {
  return name !== '' && section === 0 && type !== SYMBOL.file;
}
