import { isUtf8 } from 'node:buffer';
import { ByteView } from './byte-view.ts';
import type { FormatFacts } from './format-facts.ts';

const MAGICS: readonly (readonly [at: number, magic: string, format: string])[] = [
  [0, '\x89PNG\r\n\x1a\n', 'png'],
  [0, '\xff\xd8\xff', 'jpeg'],
  [0, 'GIF8', 'gif'],
  [0, 'PK\x03\x04', 'zip'],
  [0, 'PK\x05\x06', 'zip'],
  [0, '\x1f\x8b', 'gzip'],
  [0, '\xfd7zXZ\x00', 'xz'],
  [0, '\x28\xb5\x2f\xfd', 'zstd'],
  [0, 'BZh', 'bzip2'],
  [0, '\x04\x22\x4d\x18', 'lz4'],
  [0, '7z\xbc\xaf\x27\x1c', '7z'],
  [0, '!<arch>\n', 'ar'],
  [0, 'V2BR', 'brick'],
  [0, '%PDF-', 'pdf'],
  [0, 'SQLite format 3\x00', 'sqlite'],
  [0, '\x00asm', 'wasm'],
  [0, '\xce\xfa\xed\xfe', 'mach-o'],
  [0, '\xcf\xfa\xed\xfe', 'mach-o'],
  [0, '\xfe\xed\xfa\xce', 'mach-o'],
  [0, '\xfe\xed\xfa\xcf', 'mach-o'],
  [257, 'ustar', 'tar'],
];
const PE_MACHINES: ReadonlyMap<number, string> = new Map([
  [0x14c, 'x86'],
  [0x8664, 'x86-64'],
  [0x1c0, 'arm'],
  [0xaa64, 'aarch64'],
]);
const ELF_MAGIC = '\x7fELF';
const START = 512;

/** What a file is by its first bytes, for all formats without a parser of their own. */
export function knownFormat(bytes: Uint8Array): FormatFacts {
  if (bytes.length === 0) return { format: 'empty', properties: [] };
  const start = Buffer.from(bytes.subarray(0, START)).toString('latin1');
  const magic = MAGICS.find(([at, text]) => start.startsWith(text, at));
  if (magic) return { format: magic[2], properties: magic[2] === 'png' ? pngFacts(bytes) : [] };
  if (start.startsWith('MZ')) return { format: 'pe', properties: peFacts(bytes) };
  // Damaged, or it would have been read.
  if (start.startsWith(ELF_MAGIC))
    return { format: 'elf', properties: [['damaged', 'its header is cut off']] };
  if (!bytes.includes(0) && isUtf8(bytes)) return textFacts(bytes, start);
  return { format: 'binary', properties: [] };
}

function textFacts(bytes: Uint8Array, start: string): FormatFacts {
  let lines = 0;
  // Ten times as fast as an iterator.
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 10) lines += 1;
  const properties: [string, string][] = [['lines', String(lines)]];
  const script = /^#! ?(\/[^\r\n]{1,200})/.exec(start)?.[1];
  if (script !== undefined) properties.push(['interpreter', script.trim()]);
  return {
    format: script === undefined ? 'text' : 'script',
    properties,
    ...(script === undefined ? {} : { places: [{ name: 'interpreter', offset: 2, size: script.length }] }),
  };
}

/** https://www.w3.org/TR/png-3/#11IHDR */
function pngFacts(bytes: Uint8Array): FormatFacts['properties'] {
  const view = new ByteView(bytes, false);
  return view.has(16, 8) ? [['pixels', `${view.u32(16)} x ${view.u32(20)}`]] : [];
}

/** https://learn.microsoft.com/en-us/windows/win32/debug/pe-format */
function peFacts(bytes: Uint8Array): FormatFacts['properties'] {
  const view = new ByteView(bytes, true);
  const at = view.u32(0x3c);
  if (view.u32(at) !== 0x4550) return [['kind', 'MS-DOS program']];
  const machine = view.u16(at + 4);
  return [
    ['architecture', PE_MACHINES.get(machine) ?? `machine ${machine}`],
    ['sections', String(view.u16(at + 6))],
  ];
}
