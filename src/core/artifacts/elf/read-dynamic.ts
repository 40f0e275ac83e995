import type { ByteView } from '../byte-view.ts';
import {
  DYNAMIC,
  type DynamicEntry,
  type ElfHeader,
  type ElfSection,
  type ElfSegment,
  SECTION,
  SEGMENT,
} from './elf-file.ts';

const MOST_ENTRIES = 4_096;
const NAMED: readonly bigint[] = [DYNAMIC.needed, DYNAMIC.soname, DYNAMIC.rpath, DYNAMIC.runpath];

interface Tables {
  readonly header: ElfHeader;
  readonly segments: readonly ElfSegment[];
  readonly sections: readonly ElfSection[];
}

/**
 * What the loader is told, up to the null entry. Read by the segment as the loader does, so that a file without sections
 * keeps no secret; by the section where there is no such segment.
 */
export function readDynamic(view: ByteView, tables: Tables): readonly DynamicEntry[] {
  const section = tables.sections.find(({ type }) => type === SECTION.dynamic);
  const segment = tables.segments.find(({ type }) => type === SEGMENT.dynamic);
  const offset = segment?.offset ?? section?.offset;
  const size = segment?.fileSize ?? section?.size ?? 0;
  if (offset === undefined) return [];
  const entries = readEntries(view, { wide: tables.header.wide, offset, size });
  const strings = entries.find(({ tag }) => tag === DYNAMIC.strings);
  const names = strings && fileOffset(tables.segments, strings.value);
  const start = names ?? tables.sections[section?.link ?? 0]?.offset;
  if (start === undefined) return entries;
  return entries.map((entry) => {
    if (!NAMED.includes(entry.tag) || entry.value > BigInt(view.size)) return entry;
    const textAt = start + Number(entry.value);
    const text = view.text(textAt);
    return text === '' ? entry : { ...entry, text, textAt };
  });
}

function readEntries(
  view: ByteView,
  { wide, offset, size }: { readonly wide: boolean; readonly offset: number; readonly size: number },
): readonly DynamicEntry[] {
  const step = wide ? 16 : 8;
  const entries: DynamicEntry[] = [];
  for (let at = offset; at + step <= offset + size && entries.length < MOST_ENTRIES; at += step) {
    if (!view.has(at, step)) break;
    const word = (where: number) => (wide ? view.u64(where) : BigInt(view.u32(where)));
    const tag = word(at);
    if (tag === 0n) break;
    entries.push({ tag, value: word(at + step / 2) });
  }
  return entries;
}

/** Where an address of the program stands in the file. */
function fileOffset(segments: readonly ElfSegment[], address: bigint): number | undefined {
  for (const { type, address: start, offset, fileSize } of segments) {
    const within = address - start;
    if (type === SEGMENT.load && within >= 0n && within < BigInt(Math.trunc(fileSize)))
      return offset + Number(within);
  }
  return undefined;
}
