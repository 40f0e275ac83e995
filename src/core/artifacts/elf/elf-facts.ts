import type { ArtifactRange } from '../../bricks/sidecar.ts';
import { ByteView } from '../byte-view.ts';
import { DANGEROUS_IMPORTS } from '../dangerous-imports.ts';
import type { AboutArtifact, FormatFacts } from '../format-facts.ts';
import { rangeWithin } from '../range-within.ts';
import { DYNAMIC, type DynamicEntry, type ElfFile, SEGMENT } from './elf-file.ts';
import { elfHardening } from './elf-hardening.ts';
import { elfNames } from './elf-names.ts';
import { elfNotes } from './elf-notes.ts';
import { elfRanges } from './elf-ranges.ts';

const MOST_NEEDED = 64;
const BUILD_ID_NOTE = '.note.gnu.build-id';
const STRING_TABLE = 3;
/** A linked file has three; every text is looked for in each. */
const MOST_TABLES = 32;

/** The facts of an ELF file: what it is, what it needs, how it is protected, where everything stands. */
export function elfFacts(elf: ElfFile, bytes: Uint8Array, about: AboutArtifact): FormatFacts {
  const total = bytes.length;
  const view = new ByteView(bytes, elf.header.littleEndian);
  const { sections, symbols, imports } = elfRanges(elf, total);
  const { named, places } = linkFacts(elf, view);
  const hardening = Object.entries(elfHardening(elf)).map(([name, value]) => {
    const told = typeof value === 'string' ? value : value ? 'yes' : 'no';
    return [name, told] as const;
  });
  const dangerous = imports.map(({ name }) => name).filter((name) => DANGEROUS_IMPORTS.has(name));
  return {
    format: 'elf',
    properties: [
      ...elfNames(elf),
      ...named,
      ...hardening,
      ['imports', String(imports.length)],
      ...(dangerous.length === 0 ? [] : [['dangerous-imports', dangerous.join(', ')] as const]),
    ],
    sections,
    symbols,
    imports,
    places: [...places, ...tablePlaces(elf, total)],
    notes: elfNotes(elf, { total, imports, ...(about.mode === undefined ? {} : { mode: about.mode }) }),
    nameTables: elf.sections
      .filter(({ type }) => type === STRING_TABLE)
      .slice(0, MOST_TABLES)
      .map(({ name, offset, size }) => rangeWithin(name, offset, size, total))
      .filter((range) => range !== undefined),
  };
}

interface LinkFacts {
  readonly named: readonly (readonly [string, string])[];
  readonly places: readonly ArtifactRange[];
}

/** Interpreter, libraries, paths, build id and compiler, each with its place. */
function linkFacts(elf: ElfFile, view: ByteView): LinkFacts {
  const named: (readonly [string, string])[] = [];
  const places: ArtifactRange[] = [];
  const tell = (name: string, value: string, at: number, size = Buffer.byteLength(value)) => {
    const range = rangeWithin(name, at, size, view.size);
    if (value === '' || !range) return;
    named.push([name, value]);
    places.push(range);
  };
  const interpreter = elf.segments.find(({ type }) => type === SEGMENT.interpreter);
  if (interpreter)
    tell(
      'interpreter',
      view.text(interpreter.offset, interpreter.offset + interpreter.fileSize),
      interpreter.offset,
    );
  const texts = (tag: bigint) => elf.dynamic.filter((entry) => entry.tag === tag && entry.text !== undefined);
  const needed = texts(DYNAMIC.needed).slice(0, MOST_NEEDED);
  if (needed.length > 0) named.push(['needed', needed.map(textOf).join(', ')]);
  for (const entry of needed) {
    const range = rangeWithin(textOf(entry), entry.textAt ?? 0, Buffer.byteLength(textOf(entry)), view.size);
    if (range) places.push(range);
  }
  for (const [name, tag] of [
    ['soname', DYNAMIC.soname],
    ['rpath', DYNAMIC.rpath],
    ['runpath', DYNAMIC.runpath],
  ] as const)
    for (const entry of texts(tag).slice(0, 1)) tell(name, textOf(entry), entry.textAt ?? 0);
  const id = elf.sections.find(({ name }) => name === BUILD_ID_NOTE);
  if (id) tell('build-id', buildId(view, id.offset, id.size), id.offset, id.size);
  const comment = elf.sections.find(({ name }) => name === '.comment');
  if (comment) tell('compiler', view.text(comment.offset, comment.offset + comment.size), comment.offset);
  return { named, places };
}

function textOf({ text = '' }: DynamicEntry): string {
  return text;
}

/** A note is the sizes of its name and content, its type, the name (`GNU`), the content. */
function buildId(view: ByteView, offset: number, size: number): string {
  const start = offset + 12 + Math.ceil(view.u32(offset) / 4) * 4;
  const length = Math.min(view.u32(offset + 4), offset + size - start, 64);
  if (length <= 0 || !view.has(start, length)) return '';
  return Buffer.from(view.bytes.subarray(start, start + length)).toString('hex');
}

/** Protections are seen in the table of segments. */
function tablePlaces({ header, segments }: ElfFile, total: number): readonly ArtifactRange[] {
  const stack = segments.find(({ type }) => type === SEGMENT.stack);
  const { segmentsAt, segmentSize, segmentCount, size } = header;
  return [
    rangeWithin('header', 0, Math.max(size, 16), total),
    ...['relro', 'pie', 'segments'].map((name) =>
      rangeWithin(name, segmentsAt, segmentSize * segmentCount, total),
    ),
    ...(stack ? [rangeWithin('stack', stack.entryAt, segmentSize, total)] : []),
  ].filter((range) => range !== undefined);
}
