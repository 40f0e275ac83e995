/**
 * An ELF file as its tables describe it. Offsets and sizes count bytes of the file; addresses and values are those of
 * the loaded program, 64 bits wide.
 * Format: System V ABI, chapter 4 (https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html), and the GNU
 * extensions of the Linux Standard Base.
 */
export interface ElfFile {
  readonly header: ElfHeader;
  readonly segments: readonly ElfSegment[];
  /** The null section at 0 included, so that indices are those of the file. */
  readonly sections: readonly ElfSection[];
  readonly symbols: readonly ElfSymbol[];
  readonly dynamic: readonly DynamicEntry[];
}

export interface ElfHeader {
  readonly wide: boolean;
  readonly littleEndian: boolean;
  readonly type: number;
  readonly machine: number;
  readonly entry: bigint;
  /** Bytes of the header itself. */
  readonly size: number;
  readonly segmentsAt: number;
  readonly segmentSize: number;
  readonly segmentCount: number;
  readonly sectionsAt: number;
  readonly sectionSize: number;
  readonly sectionCount: number;
  readonly sectionNames: number;
}

export interface ElfSegment {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly fileSize: number;
  readonly address: bigint;
  readonly memorySize: bigint;
  /** Where its entry in the table of segments stands. */
  readonly entryAt: number;
}

export interface ElfSection {
  readonly index: number;
  readonly name: string;
  readonly type: number;
  readonly flags: bigint;
  readonly address: bigint;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
  readonly entrySize: number;
}

export interface ElfSymbol {
  readonly table: '.dynsym' | '.symtab';
  readonly name: string;
  /** Where the name itself stands in the file. */
  readonly nameAt: number;
  readonly value: bigint;
  readonly size: number;
  readonly binding: number;
  readonly type: number;
  /** 0: not defined here. */
  readonly section: number;
  /** Where its bytes stand; undefined for what has none in the file. */
  readonly offset?: number;
}

export interface DynamicEntry {
  readonly tag: bigint;
  readonly value: bigint;
  /** For NEEDED, SONAME, RPATH and RUNPATH, and where it stands. */
  readonly text?: string;
  readonly textAt?: number;
}

export const ELF_TYPE = { relocatable: 1, executable: 2, shared: 3, core: 4 } as const;
export const SEGMENT = {
  load: 1,
  dynamic: 2,
  interpreter: 3,
  stack: 0x6474_e551,
  relro: 0x6474_e552,
} as const;
export const SEGMENT_FLAG = { execute: 1, write: 2 } as const;
export const SECTION = { null: 0, symbols: 2, dynamic: 6, noBytes: 8, dynamicSymbols: 11 } as const;
export const SYMBOL = { section: 3, file: 4 } as const;
export const DYNAMIC = {
  needed: 1n,
  strings: 5n,
  soname: 14n,
  rpath: 15n,
  bindNow: 24n,
  runpath: 29n,
  flags: 30n,
  flags1: 0x6fff_fffbn,
} as const;
