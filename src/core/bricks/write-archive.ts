import { ARCHIVE_COMMENT, type ArchiveEntry, paddingAfter, RECORD } from './archive-entry.ts';

// The pax format of POSIX.1-2017 (`pax`, "ustar Interchange Format" and "pax Extended Header"), as every tar reads it.
// No times and no owners: equal directories give equal bytes.

const TYPES = { file: '0', folder: '5', link: '2' } as const;
const NAME_BYTES = 100;

/** What an archive begins with: a comment, by which it is known again. */
export function archiveStart(): Buffer {
  return extended('g', [['comment', ARCHIVE_COMMENT]]);
}

/** What stands before the bytes of an entry. The bytes of a file follow, and zeros up to a whole record. */
export function archiveHeader(entry: ArchiveEntry): Buffer {
  const long: [string, string][] = [];
  if (entry.name.length > NAME_BYTES) long.push(['path', entry.name]);
  if (entry.target.length > NAME_BYTES) long.push(['linkpath', entry.target]);
  const own = record(TYPES[entry.kind], entry);
  return long.length === 0 ? own : Buffer.concat([extended('x', long), own]);
}

/** What an archive ends with. */
export function archiveEnd(): Buffer {
  return Buffer.alloc(2 * RECORD);
}

function extended(type: 'g' | 'x', values: readonly (readonly [string, string])[]): Buffer {
  const body = Buffer.from(values.map(([key, value]) => paxLine(`${key}=${value}`)).join(''), 'latin1');
  const header = record(type, { name: 'pax', mode: 0, size: body.length, target: '' });
  return Buffer.concat([header, body, Buffer.alloc(paddingAfter(body.length))]);
}

/** A line begins with its own length, that number included. */
function paxLine(text: string): string {
  const rest = text.length + 2;
  let length = rest + String(rest).length;
  if (rest + String(length).length !== length) length = rest + String(length).length;
  return `${length} ${text}\n`;
}

function record(type: string, entry: Omit<ArchiveEntry, 'kind'>): Buffer {
  const bytes = Buffer.alloc(RECORD);
  bytes.write(entry.name.slice(0, NAME_BYTES), 0, 'latin1');
  const octal = (value: number, at: number, digits: number): void => {
    bytes.write(`${value.toString(8).padStart(digits, '0')}\0`, at, 'latin1');
  };
  octal(entry.mode, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(entry.size, 124, 11);
  octal(0, 136, 11);
  bytes.write(`        ${type}`, 148, 'latin1');
  bytes.write(entry.target.slice(0, NAME_BYTES), 157, 'latin1');
  bytes.write('ustar\x0000', 257, 'latin1');
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return bytes;
}
