import type { ByteView } from '../byte-view.ts';
import type { ElfHeader, ElfSection } from './elf-file.ts';

const NARROW_SECTION = 40;
const WIDE_SECTION = 64;
const MOST_SECTIONS = 65_536;
/** The index of the names' section is in the first section then. */
const NAMES_ELSEWHERE = 0xffff;

/** The table of sections, as far as it lies in the file. */
export function readSections(view: ByteView, header: ElfHeader): readonly ElfSection[] {
  const { wide, sectionsAt, sectionSize } = header;
  if (sectionsAt === 0 || sectionSize < (wide ? WIDE_SECTION : NARROW_SECTION)) return [];
  if (!view.has(sectionsAt, sectionSize)) return [];
  const entry = (index: number) => readEntry(view, wide, sectionsAt + index * sectionSize);
  const first = entry(0);
  // More sections than 16 bits can count: the first one tells.
  const count = header.sectionCount === 0 ? first.size : header.sectionCount;
  const names = entry(header.sectionNames === NAMES_ELSEWHERE ? first.link : header.sectionNames);
  const sections: ElfSection[] = [];
  for (let index = 0; index < Math.min(count, MOST_SECTIONS); index++) {
    if (!view.has(sectionsAt + index * sectionSize, sectionSize)) break;
    const { nameAt, ...rest } = entry(index);
    const name = nameAt < names.size ? view.text(names.offset + nameAt, names.offset + names.size) : '';
    sections.push({ index, name, ...rest });
  }
  return sections;
}

function readEntry(
  view: ByteView,
  wide: boolean,
  at: number,
): Omit<ElfSection, 'index' | 'name'> & { readonly nameAt: number } {
  const nameAt = view.u32(at);
  const type = view.u32(at + 4);
  if (!wide)
    return {
      nameAt,
      type,
      flags: BigInt(view.u32(at + 8)),
      address: BigInt(view.u32(at + 12)),
      offset: view.u32(at + 16),
      size: view.u32(at + 20),
      link: view.u32(at + 24),
      entrySize: view.u32(at + 36),
    };
  return {
    nameAt,
    type,
    flags: view.u64(at + 8),
    address: view.u64(at + 16),
    offset: Number(view.u64(at + 24)),
    size: Number(view.u64(at + 32)),
    link: view.u32(at + 40),
    entrySize: Number(view.u64(at + 56)),
  };
}
