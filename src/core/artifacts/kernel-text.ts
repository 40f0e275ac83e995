import { isUtf8 } from 'node:buffer';
import type { ArtifactRange } from '../bricks/sidecar.ts';
import type { AboutArtifact, FormatFacts } from './format-facts.ts';
import { rangeWithin } from './range-within.ts';

const KERNEL_FILE = /^\/(?:proc|sys)\//;
const MOST_LINES = 1_000;
const MOST_PROPERTIES = 300;
const LONGEST_VALUE = 300;
const PLAIN_KEY = /^[^\s=:][^=:]{0,63}$/;

interface Line {
  readonly text: string;
  readonly offset: number;
  readonly size: number;
}

/** How one line of a file is read: its name and its value. */
type Reading = (text: string) => readonly [name: string, value: string] | undefined;

/** `MemTotal:  16384 kB`, `model name : …`, `key=value`, `key value`. */
const keyValue: Reading = (text) => {
  const colon = /[:=]/.exec(text)?.index;
  const space = text.search(/\s/);
  const at = colon ?? space;
  if (at <= 0) return undefined;
  const name = text.slice(0, at).trim();
  return PLAIN_KEY.test(name) ? [name, text.slice(at + 1).trim()] : undefined;
};

/** `ext4 16384 1 - Live 0x…`: https://docs.kernel.org/filesystems/proc.html */
const moduleLine: Reading = (text) => {
  const [name, size, users, by, state] = text.split(' ');
  if (!name || !/^\d+$/.test(size ?? '')) return undefined;
  const used = by === undefined || by === '-' ? '' : ` by ${by.replace(/,$/, '')}`;
  return [name, `${size} bytes, ${users ?? '?'} users${used}, ${state ?? '?'}`];
};

/** `/dev/sda1 / ext4 rw,relatime 0 0`, told by where it is mounted. */
const mountLine: Reading = (text) => {
  const [device, place, type, options] = text.split(' ');
  return place?.startsWith('/') ? [place, `${type ?? '?'} of ${device} (${options ?? ''})`] : undefined;
};

/** Text of `/proc` and `/sys` as names and values with their units; each line is a place. */
export function kernelTextFacts(bytes: Uint8Array, { path }: AboutArtifact): FormatFacts | undefined {
  if (!KERNEL_FILE.test(path) || !isUtf8(bytes) || bytes.includes(0)) return undefined;
  const lines = linesOf(bytes);
  const file = path.slice(path.lastIndexOf('/') + 1);
  const reading = file === 'modules' ? moduleLine : /^mounts$/.test(file) ? mountLine : keyValue;
  const properties = new Map<string, string>();
  const sections: ArtifactRange[] = [];
  const only = lines.length === 1 ? lines[0] : undefined;
  const repeats = new Map<string, number>();
  for (const { text, offset, size } of lines) {
    const found =
      only && reading === keyValue && !/[:=]/.test(text) ? (['value', text] as const) : reading(text);
    if (!found) continue;
    const [name, value] = found;
    repeats.set(name, (repeats.get(name) ?? 0) + 1);
    if (!properties.has(name) && properties.size < MOST_PROPERTIES)
      properties.set(name, value.slice(0, LONGEST_VALUE));
    const range = rangeWithin(name, offset, size, bytes.length);
    if (range) sections.push(range);
  }
  return {
    format: 'proc',
    properties: [
      ['file', path],
      ['lines', lines.length === MOST_LINES ? `more than ${MOST_LINES}` : String(lines.length)],
      // A block for each of them, of which the first is told.
      ...(repeats.has('processor') ? [['processors', String(repeats.get('processor'))] as const] : []),
      ...properties,
    ],
    sections,
  };
}

function linesOf(bytes: Uint8Array): readonly Line[] {
  const lines: Line[] = [];
  for (let at = 0; at < bytes.length && lines.length < MOST_LINES; ) {
    const feed = bytes.indexOf(10, at);
    const end = feed < 0 ? bytes.length : feed;
    const text = Buffer.from(bytes.subarray(at, Math.min(end, at + 4_096))).toString('utf8');
    if (text.trim() !== '') lines.push({ text, offset: at, size: end - at });
    at = end + 1;
  }
  return lines;
}
