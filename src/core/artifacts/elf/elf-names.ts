import { ELF_TYPE, type ElfFile } from './elf-file.ts';

/** Numbers of the System V ABI registry; the rest is told as a number. */
const MACHINES: ReadonlyMap<number, string> = new Map([
  [2, 'sparc'],
  [3, 'x86'],
  [4, 'm68k'],
  [8, 'mips'],
  [20, 'powerpc'],
  [21, 'powerpc64'],
  [22, 's390'],
  [40, 'arm'],
  [42, 'superh'],
  [43, 'sparc64'],
  [50, 'ia-64'],
  [62, 'x86-64'],
  [94, 'xtensa'],
  [183, 'aarch64'],
  [243, 'risc-v'],
  [247, 'bpf'],
  [258, 'loongarch'],
]);
const TYPES: ReadonlyMap<number, string> = new Map([
  [ELF_TYPE.relocatable, 'relocatable'],
  [ELF_TYPE.executable, 'executable'],
  [ELF_TYPE.shared, 'shared'],
  [ELF_TYPE.core, 'core'],
]);

/** Type, machine, width and byte order in words. */
export function elfNames({ header }: ElfFile): readonly (readonly [string, string])[] {
  const { type, machine, wide, littleEndian, entry } = header;
  return [
    ['type', TYPES.get(type) ?? `type ${type}`],
    ['architecture', MACHINES.get(machine) ?? `machine ${machine}`],
    ['class', wide ? '64-bit' : '32-bit'],
    ['byte-order', littleEndian ? 'little-endian' : 'big-endian'],
    ['entry', `0x${entry.toString(16)}`],
  ];
}
