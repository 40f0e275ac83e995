import type { ArtifactRange, SecurityNote } from '../../bricks/sidecar.ts';
import { codeNote } from '../code-note.ts';
import { DANGEROUS_IMPORTS } from '../dangerous-imports.ts';
import type { FormatFacts } from '../format-facts.ts';
import { rangeWithin } from '../range-within.ts';
import { DYNAMIC, type ElfFile, type ElfSegment, SEGMENT, SEGMENT_FLAG } from './elf-file.ts';
import { elfHardening, isLinked } from './elf-hardening.ts';

const SETUID = 0o4000;
const SETGID = 0o2000;
const MOST_SEGMENT_NOTES = 8;
/** Folders that everybody may write to, or that are found from where the program happens to be started. */
const WRITABLE = /^(?:|\.{1,2}(?:\/.*)?|(?!\/|\$).*|\/(?:tmp|var\/tmp|dev\/shm)(?:\/.*)?)$/;

interface ElfPlace {
  readonly total: number;
  readonly mode?: number;
  readonly imports: readonly ArtifactRange[];
}

/** What is wrong with a linked ELF file as far as its tables tell, each with the bytes that show it. */
export function elfNotes(elf: ElfFile, place: ElfPlace): readonly SecurityNote[] {
  const entryOf = ({ entryAt }: ElfSegment) =>
    rangeWithin('', entryAt, elf.header.segmentSize, place.total) ?? start(elf, place.total);
  return [
    ...modeNotes(elf, place),
    ...(isLinked(elf) ? [...segmentNotes(elf, entryOf), ...linkNotes(elf, place)] : []),
    ...importNotes(place.imports),
  ];
}

function start({ header }: ElfFile, total: number): ArtifactRange {
  return { name: 'header', offset: 0, size: Math.min(Math.max(header.size, 16), total) };
}

function modeNotes(elf: ElfFile, { mode = 0, total }: ElfPlace): readonly SecurityNote[] {
  const bits = [...((mode & SETUID) !== 0 ? ['setuid'] : []), ...((mode & SETGID) !== 0 ? ['setgid'] : [])];
  if (bits.length === 0) return [];
  const text = `its mode has ${bits.join(' and ')}: whoever starts it gets the rights of its owner`;
  return [codeNote('medium', text, start(elf, total))];
}

function segmentNotes(
  { segments }: ElfFile,
  entryOf: (segment: ElfSegment) => ArtifactRange,
): readonly SecurityNote[] {
  const both = SEGMENT_FLAG.execute | SEGMENT_FLAG.write;
  const notes: SecurityNote[] = [];
  for (const segment of segments) {
    const { type, flags, address } = segment;
    if (type === SEGMENT.stack && (flags & SEGMENT_FLAG.execute) !== 0)
      notes.push(codeNote('high', 'the stack is executable', entryOf(segment)));
    if (type === SEGMENT.load && (flags & both) === both)
      notes.push(
        codeNote(
          'high',
          `the segment at 0x${address.toString(16)} is writable and executable`,
          entryOf(segment),
        ),
      );
  }
  return notes.slice(0, MOST_SEGMENT_NOTES);
}

function linkNotes(elf: ElfFile, { total }: ElfPlace): readonly SecurityNote[] {
  const { segmentsAt, segmentSize, segmentCount } = elf.header;
  const table = rangeWithin('', segmentsAt, segmentSize * segmentCount, total) ?? start(elf, total);
  const notes: SecurityNote[] = [];
  const { pie, relro } = elfHardening(elf);
  if (elf.dynamic.length > 0 && relro === 'none')
    notes.push(codeNote('low', 'no RELRO: the table of addresses stays writable', table));
  if (pie === 'no') notes.push(codeNote('low', 'no PIE: its code is always at the same address', table));
  for (const { tag, text, textAt } of elf.dynamic) {
    if ((tag !== DYNAMIC.rpath && tag !== DYNAMIC.runpath) || text === undefined) continue;
    const bad = text.split(':').filter((folder) => WRITABLE.test(folder));
    const range = rangeWithin('', textAt ?? 0, Buffer.byteLength(text), total);
    const name = tag === DYNAMIC.rpath ? 'RPATH' : 'RUNPATH';
    if (bad.length > 0 && range)
      notes.push(
        codeNote(
          'high',
          `${name} looks for libraries where others may write: ${JSON.stringify(bad[0])}`,
          range,
        ),
      );
  }
  return notes;
}

function importNotes(imports: NonNullable<FormatFacts['imports']>): readonly SecurityNote[] {
  return imports.flatMap((range) => {
    const why = DANGEROUS_IMPORTS.get(range.name);
    if (why === undefined) return [];
    return [codeNote(range.name === 'gets' ? 'high' : 'low', `it imports ${range.name}: ${why}`, range)];
  });
}
