import { ByteView } from '../byte-view.ts';
import type { ElfFile, ElfHeader, ElfSegment } from './elf-file.ts';
import { readDynamic } from './read-dynamic.ts';
import { readSections } from './read-sections.ts';
import { readSymbols } from './read-symbols.ts';

const MAGIC = [0x7f, 0x45, 0x4c, 0x46] as const;
const NARROW_HEADER = 52;
const WIDE_HEADER = 64;
const NARROW_SEGMENT = 32;
const WIDE_SEGMENT = 56;
const MOST_SEGMENTS = 4_096;

/** Reads an ELF file of either width and byte order; nothing when it is none. Never throws, whatever the bytes say. */
export function readElf(bytes: Uint8Array): ElfFile | undefined {
  if (MAGIC.some((byte, at) => bytes[at] !== byte)) return undefined;
  const [width, order] = [bytes[4], bytes[5]];
  if ((width !== 1 && width !== 2) || (order !== 1 && order !== 2)) return undefined;
  const view = new ByteView(bytes, order === 1);
  const wide = width === 2;
  if (!view.has(0, wide ? WIDE_HEADER : NARROW_HEADER)) return undefined;
  const header = readHeader(view, wide);
  const segments = readSegments(view, header);
  const sections = readSections(view, header);
  return {
    header,
    segments,
    sections,
    symbols: readSymbols(view, { header, sections }),
    dynamic: readDynamic(view, { header, segments, sections }),
  };
}

function readHeader(view: ByteView, wide: boolean): ElfHeader {
  const word = (narrow: number, at: number) => (wide ? Number(view.u64(at)) : view.u32(narrow));
  const after = wide ? 48 : 36;
  return {
    wide,
    littleEndian: view.littleEndian,
    type: view.u16(16),
    machine: view.u16(18),
    entry: wide ? view.u64(24) : BigInt(view.u32(24)),
    segmentsAt: word(28, 32),
    sectionsAt: word(32, 40),
    size: view.u16(after + 4),
    segmentSize: view.u16(after + 6),
    segmentCount: view.u16(after + 8),
    sectionSize: view.u16(after + 10),
    sectionCount: view.u16(after + 12),
    sectionNames: view.u16(after + 14),
  };
}

function readSegments(view: ByteView, header: ElfHeader): readonly ElfSegment[] {
  const { wide, segmentsAt, segmentSize, segmentCount } = header;
  if (segmentSize < (wide ? WIDE_SEGMENT : NARROW_SEGMENT)) return [];
  const segments: ElfSegment[] = [];
  for (let index = 0; index < Math.min(segmentCount, MOST_SEGMENTS); index++) {
    const at = segmentsAt + index * segmentSize;
    if (!view.has(at, segmentSize)) break;
    segments.push(wide ? wideSegment(view, at) : narrowSegment(view, at));
  }
  return segments;
}

function wideSegment(view: ByteView, at: number): ElfSegment {
  return {
    type: view.u32(at),
    flags: view.u32(at + 4),
    offset: Number(view.u64(at + 8)),
    address: view.u64(at + 16),
    fileSize: Number(view.u64(at + 32)),
    memorySize: view.u64(at + 40),
    entryAt: at,
  };
}

function narrowSegment(view: ByteView, at: number): ElfSegment {
  return {
    type: view.u32(at),
    offset: view.u32(at + 4),
    address: BigInt(view.u32(at + 8)),
    fileSize: view.u32(at + 16),
    memorySize: BigInt(view.u32(at + 20)),
    flags: view.u32(at + 24),
    entryAt: at,
  };
}
