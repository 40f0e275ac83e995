import { ByteView } from './byte-view.ts';
import { codeNote } from './code-note.ts';
import { elfFacts } from './elf/elf-facts.ts';
import type { ElfFile } from './elf/elf-file.ts';
import type { AboutArtifact, FormatFacts } from './format-facts.ts';
import { rangeWithin } from './range-within.ts';

/** The last bytes of a signed module: https://docs.kernel.org/admin-guide/module-signing.html */
const SIGNED = Buffer.from('~Module signature appended~\n');
/** Of `struct module_signature`, which stands before the trailer and ends with the length of the signature. */
const SIGNATURE_STRUCT = 12;
const MOST_KEYS = 200;
/** Told once or counted, not told one by one. */
const REPEATED = ['alias', 'parm', 'parmtype', 'firmware', 'import_ns'];
const PLAIN_KEY = /^[A-Za-z][\w.-]{0,63}$/;

/** Whether an ELF file is a kernel module: only those have this section. */
export function isKernelModule({ sections }: ElfFile): boolean {
  return sections.some(({ name }) => name === '.modinfo');
}

/** The facts of a kernel module: what `modinfo` prints, the signature, and all facts of its ELF file. */
export function moduleFacts(elf: ElfFile, bytes: Uint8Array, about: AboutArtifact): FormatFacts {
  const facts = elfFacts(elf, bytes, about);
  const section = elf.sections.find(({ name }) => name === '.modinfo');
  const info = section ? readModinfo(bytes, section.offset, section.size) : [];
  const signature = signatureOf(bytes);
  const places = info.flatMap(({ key, offset, size }) => rangeWithin(key, offset, size, bytes.length) ?? []);
  const end = {
    offset: Math.max(0, bytes.length - SIGNED.length),
    size: Math.min(SIGNED.length, bytes.length),
  };
  return {
    ...facts,
    format: 'kernel-module',
    properties: [...printModinfo(info), ['signed', signature.text], ...facts.properties],
    places: [...places, ...(facts.places ?? []), { name: 'signed', ...(signature.place ?? end) }],
    notes: [
      ...(signature.place ? [] : [codeNote('medium', 'the module is not signed', end)]),
      ...(facts.notes ?? []),
    ],
  };
}

/** One line of `.modinfo`: `key=value`, ended by a zero byte. */
export interface ModinfoLine {
  readonly key: string;
  readonly value: string;
  readonly offset: number;
  readonly size: number;
}

/** The lines of a `.modinfo` section in their order; padding between them is skipped. */
export function readModinfo(bytes: Uint8Array, offset: number, size: number): readonly ModinfoLine[] {
  const view = new ByteView(bytes, true);
  const end = Math.min(offset + size, view.size);
  const lines: ModinfoLine[] = [];
  for (let at = offset; at < end && lines.length < MOST_KEYS; ) {
    const zero = bytes.indexOf(0, at);
    const stop = zero < 0 || zero > end ? end : zero;
    const text = view.text(at, stop);
    const equals = text.indexOf('=');
    const key = text.slice(0, Math.max(0, equals));
    if (PLAIN_KEY.test(key)) lines.push({ key, value: text.slice(equals + 1), offset: at, size: stop - at });
    at = stop + 1;
  }
  return lines;
}

function printModinfo(lines: readonly ModinfoLine[]): FormatFacts['properties'] {
  const single = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const { key, value } of lines)
    if (REPEATED.includes(key)) counts.set(key, (counts.get(key) ?? 0) + 1);
    else if (!single.has(key)) single.set(key, value);
  return [...single, ...[...counts].map(([key, count]) => [`${key} lines`, String(count)] as const)];
}

function signatureOf(bytes: Uint8Array): {
  readonly text: string;
  readonly place?: { readonly offset: number; readonly size: number };
} {
  const at = bytes.length - SIGNED.length;
  if (at < SIGNATURE_STRUCT || !SIGNED.equals(bytes.subarray(at))) return { text: 'no' };
  const length = new ByteView(bytes, false).u32(at - 4);
  const offset = at - SIGNATURE_STRUCT - length;
  if (offset < 0) return { text: 'damaged: the signature is longer than the file' };
  return { text: `yes, ${length} bytes`, place: { offset, size: bytes.length - offset } };
}
