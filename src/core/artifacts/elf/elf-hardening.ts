import { DYNAMIC, ELF_TYPE, type ElfFile, SEGMENT, SEGMENT_FLAG } from './elf-file.ts';

const DF_BIND_NOW = 0x8n;
const DF_1_NOW = 0x1n;
const DF_1_PIE = 0x0800_0000n;

/** What protects a program that was linked against its own mistakes. */
export interface ElfHardening {
  readonly pie: 'yes' | 'no' | 'shared library' | 'not linked';
  readonly relro: 'full' | 'partial' | 'none' | 'not linked';
  readonly stack: 'not executable' | 'executable' | 'not stated';
  readonly canary: boolean;
  readonly fortify: boolean;
  readonly stripped: boolean;
  readonly debug: boolean;
}

/** Reads the protections from segments, dynamic entries and names, as `checksec` does. */
export function elfHardening(elf: ElfFile): ElfHardening {
  const names = new Set(elf.symbols.map(({ name }) => name));
  const sections = elf.sections.map(({ name }) => name);
  return {
    pie: pieOf(elf),
    relro: relroOf(elf),
    stack: stackOf(elf),
    canary: names.has('__stack_chk_fail') || names.has('__stack_chk_guard'),
    fortify: elf.symbols.some(({ name }) => /^__(?!stack_)\w+_chk$/.test(name)),
    stripped: !sections.includes('.symtab'),
    debug: sections.some((name) => /^\.z?debug_info$/.test(name)),
  };
}

/** Whether it is linked to be run or loaded: only then protections can be missed. */
export function isLinked({ header }: ElfFile): boolean {
  return header.type === ELF_TYPE.executable || header.type === ELF_TYPE.shared;
}

function pieOf(elf: ElfFile): ElfHardening['pie'] {
  if (!isLinked(elf)) return 'not linked';
  if (elf.header.type === ELF_TYPE.executable) return 'no';
  // Older linkers set no flag, and a library may be runnable as well.
  const started = elf.segments.some(({ type }) => type === SEGMENT.interpreter);
  const isLibrary = elf.dynamic.some(({ tag }) => tag === DYNAMIC.soname);
  return flagged(elf, DYNAMIC.flags1, DF_1_PIE) || (started && !isLibrary) ? 'yes' : 'shared library';
}

function relroOf(elf: ElfFile): ElfHardening['relro'] {
  if (!isLinked(elf)) return 'not linked';
  if (!elf.segments.some(({ type }) => type === SEGMENT.relro)) return 'none';
  const now =
    elf.dynamic.some(({ tag }) => tag === DYNAMIC.bindNow) ||
    flagged(elf, DYNAMIC.flags, DF_BIND_NOW) ||
    flagged(elf, DYNAMIC.flags1, DF_1_NOW);
  return now ? 'full' : 'partial';
}

function stackOf({ segments }: ElfFile): ElfHardening['stack'] {
  const stack = segments.find(({ type }) => type === SEGMENT.stack);
  if (!stack) return 'not stated';
  return (stack.flags & SEGMENT_FLAG.execute) === 0 ? 'not executable' : 'executable';
}

function flagged({ dynamic }: ElfFile, tag: bigint, flag: bigint): boolean {
  return dynamic.some((entry) => entry.tag === tag && (entry.value & flag) !== 0n);
}
