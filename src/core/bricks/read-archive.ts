import { ARCHIVE_COMMENT, type ArchiveEntry, paddingAfter, RECORD } from './archive-entry.ts';
import { archiveStart } from './write-archive.ts';

/** What comes next in an archive. */
export type ArchiveEvent =
  | { readonly is: 'entry'; readonly entry: ArchiveEntry }
  /** Some more bytes of the file whose entry came last; good until the reader gets more. */
  | { readonly is: 'bytes'; readonly bytes: Uint8Array }
  | { readonly is: 'end' }
  /** A half sentence that says what is wrong. Nothing comes after it. */
  | { readonly is: 'damaged'; readonly why: string };

/** Whether bytes begin with what {@link archiveStart} writes. */
export function isArchive(start: Uint8Array): boolean {
  const mark = archiveStart();
  return mark.equals(start.subarray(0, mark.length));
}

const KINDS: Readonly<Record<string, ArchiveEntry['kind']>> = { '0': 'file', '5': 'folder', '2': 'link' };
/** Longest extended header: names are 4096 bytes long at most. */
const EXTENDED_MOST = 16_384;

/** Reads the archive of a folded directory piece by piece. Accepts what {@link archiveHeader} writes and nothing else. */
export class ArchiveReader {
  #rest: Buffer = Buffer.alloc(0);
  /** Bytes of the current file, and of its padding, that are still to come. */
  #bytes = 0;
  #padding = 0;
  #long: Readonly<Record<string, string>> = {};
  #over = false;

  /** What `piece` holds. Bytes after the end are damage. */
  *read(piece: Uint8Array): Generator<ArchiveEvent> {
    this.#rest = Buffer.concat([this.#rest, piece]);
    while (this.#rest.length > 0) {
      if (this.#bytes > 0) yield { is: 'bytes', bytes: this.#take(Math.min(this.#bytes, this.#rest.length)) };
      else if (this.#padding > 0) this.#take(Math.min(this.#padding, this.#rest.length));
      else {
        const event = this.#next();
        if (event === 'more') return;
        if (event) yield event;
        if (event?.is === 'damaged') return;
      }
    }
  }

  /** Whether the archive came to its end. */
  get complete(): boolean {
    return this.#over && this.#rest.length === 0;
  }

  #take(length: number): Buffer {
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    if (this.#bytes > 0) this.#bytes -= length;
    else this.#padding -= length;
    return taken;
  }

  #next(): ArchiveEvent | 'more' | undefined {
    if (this.#rest.length < RECORD) return 'more';
    const record = this.#rest.subarray(0, RECORD);
    if (this.#over) return damaged('something follows its end');
    if (record.every((byte) => byte === 0)) return this.#end();
    const why = refuseRecord(record);
    if (why !== undefined) return damaged(why);
    const size = Number.parseInt(record.toString('latin1', 124, 135), 8);
    const type = record.toString('latin1', 156, 157);
    if (type === 'g' || type === 'x') return this.#extended(type, size);
    this.#rest = this.#rest.subarray(RECORD);
    const kind = KINDS[type];
    if (!kind) return damaged(`it has an entry of the unknown type ${JSON.stringify(type)}`);
    if (kind !== 'file' && size !== 0) return damaged('a folder or link has bytes');
    const name = this.#long.path ?? untilZero(record.toString('latin1', 0, 100));
    const target = this.#long.linkpath ?? untilZero(record.toString('latin1', 157, 257));
    this.#long = {};
    this.#bytes = size;
    this.#padding = paddingAfter(size);
    const mode = Number.parseInt(record.toString('latin1', 100, 107), 8) & 0o777;
    return { is: 'entry', entry: { name, kind, mode, size, target } };
  }

  #end(): ArchiveEvent | 'more' {
    if (this.#rest.length < 2 * RECORD) return 'more';
    if (this.#rest.subarray(RECORD, 2 * RECORD).some((byte) => byte !== 0))
      return damaged('its end is not whole');
    this.#rest = this.#rest.subarray(2 * RECORD);
    this.#over = true;
    return { is: 'end' };
  }

  #extended(type: 'g' | 'x', size: number): ArchiveEvent | 'more' | undefined {
    if (size > EXTENDED_MOST) return damaged('a name is too long');
    const whole = RECORD + size + paddingAfter(size);
    if (this.#rest.length < whole) return 'more';
    const values = readPax(this.#rest.toString('latin1', RECORD, RECORD + size));
    this.#rest = this.#rest.subarray(whole);
    if (!values) return damaged('an extended header cannot be read');
    if (type === 'x') this.#long = values;
    else if (values.comment !== ARCHIVE_COMMENT) return damaged('its comment is of another program');
    return undefined;
  }
}

function refuseRecord(record: Buffer): string | undefined {
  if (record.toString('latin1', 257, 265) !== 'ustar\x0000') return 'an entry is not in the ustar format';
  const stated = Number.parseInt(record.toString('latin1', 148, 154), 8);
  const blank = Buffer.from(record).fill(' ', 148, 156);
  if (blank.reduce((total, byte) => total + byte, 0) !== stated) return 'the checksum of an entry is wrong';
  const size = record.toString('latin1', 124, 135);
  const mode = record.toString('latin1', 100, 107);
  return /^[0-7]{11}$/.test(size) && /^[0-7]{7}$/.test(mode)
    ? undefined
    : 'an entry has no readable size or mode';
}

function readPax(text: string): Readonly<Record<string, string>> | undefined {
  const values: Record<string, string> = {};
  let rest = text;
  while (rest !== '') {
    const length = Number(/^([1-9]\d{0,5}) /.exec(rest)?.[1] ?? 0);
    const line = rest.slice(0, length);
    const found = /^\d+ (path|linkpath|comment)=(.*)\n$/s.exec(line);
    if (length === 0 || line.length !== length || !found?.[1]) return undefined;
    values[found[1]] = found[2] ?? '';
    rest = rest.slice(length);
  }
  return values;
}

function untilZero(text: string): string {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

function damaged(why: string): ArchiveEvent {
  return { is: 'damaged', why };
}
