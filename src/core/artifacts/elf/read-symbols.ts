import type { ByteView } from '../byte-view.ts';
import { ELF_TYPE, type ElfHeader, type ElfSection, type ElfSymbol, SECTION } from './elf-file.ts';

const NARROW_SYMBOL = 16;
const WIDE_SYMBOL = 24;
/** Of each table. */
const MOST_SYMBOLS = 200_000;
/** Characters of all names together: a table may let every symbol have the same long name. */
const MOST_CHARACTERS = 16_777_216;

interface Tables {
  readonly header: ElfHeader;
  readonly sections: readonly ElfSection[];
}

/** The symbols of .dynsym and .symtab in the order of the tables, without the empty one that each begins with. */
export function readSymbols(view: ByteView, tables: Tables): readonly ElfSymbol[] {
  const symbols: ElfSymbol[] = [];
  const budget = { left: MOST_CHARACTERS };
  for (const [type, table] of [
    [SECTION.dynamicSymbols, '.dynsym'],
    [SECTION.symbols, '.symtab'],
  ] as const) {
    // The format allows one table of each kind.
    const section = tables.sections.find((one) => one.type === type);
    if (section) readTable(view, { ...tables, table, section, symbols, budget });
  }
  return symbols;
}

interface TableReading extends Tables {
  readonly table: ElfSymbol['table'];
  readonly section: ElfSection;
  readonly symbols: ElfSymbol[];
  readonly budget: { left: number };
}

function readTable(
  view: ByteView,
  { header, sections, table, section, symbols, budget }: TableReading,
): void {
  const size = header.wide ? WIDE_SYMBOL : NARROW_SYMBOL;
  const names = sections[section.link];
  const count = Math.min(Math.floor(section.size / size), MOST_SYMBOLS);
  for (let index = 1; index < count && budget.left > 0; index++) {
    const at = section.offset + index * size;
    if (!view.has(at, size)) return;
    const raw = header.wide ? wideSymbol(view, at) : narrowSymbol(view, at);
    const nameAt = names ? names.offset + raw.name : 0;
    const name = names && raw.name < names.size ? view.text(nameAt, names.offset + names.size) : '';
    budget.left -= name.length;
    const { info, value, section: home } = raw;
    const offset = offsetOf(view, { header, home: sections[home], value });
    symbols.push({
      table,
      name,
      nameAt,
      value,
      size: raw.size,
      binding: info >> 4,
      type: info & 0xf,
      section: home,
      ...(offset === undefined ? {} : { offset }),
    });
  }
}

interface Place {
  readonly header: ElfHeader;
  readonly home: ElfSection | undefined;
  readonly value: bigint;
}

/** A value counts from the section in object files and modules, from the program's address 0 elsewhere. */
function offsetOf(view: ByteView, { header, home, value }: Place): number | undefined {
  if (!home || home.index === 0 || home.type === SECTION.noBytes) return undefined;
  const within = header.type === ELF_TYPE.relocatable ? value : value - home.address;
  if (within < 0n || within >= BigInt(Math.min(home.size, view.size))) return undefined;
  const offset = home.offset + Number(within);
  return view.has(offset, 1) ? offset : undefined;
}

function wideSymbol(view: ByteView, at: number) {
  return {
    name: view.u32(at),
    info: view.u8(at + 4),
    section: view.u16(at + 6),
    value: view.u64(at + 8),
    size: Number(view.u64(at + 16)),
  };
}

function narrowSymbol(view: ByteView, at: number) {
  return {
    name: view.u32(at),
    value: BigInt(view.u32(at + 4)),
    size: view.u32(at + 8),
    info: view.u8(at + 12),
    section: view.u16(at + 14),
  };
}
