import { hilbertPoint } from '../../core/bricks/hilbert-curve.ts';
import type { NamedRange } from '../../ports/brick-map.ts';
import type { PageBrick } from './bricks.ts';
import type { DecodedBrick } from './decode-brick.ts';
import { element } from './element.ts';

const ROW = 8;
const ROWS = 8;

/** What a byte of a brick is: shown beside the map while the pointer is on it. */
export interface Aim {
  readonly brick: PageBrick;
  /** Of the artifact; undefined beside its bytes or while the brick's size is not known. */
  readonly offset?: number;
  readonly decoded?: DecodedBrick;
}

/** The panel's content: the brick, and around the byte its section, symbol and hexadecimal rows. */
export function brickFacts({ brick, offset, decoded }: Aim): readonly Node[] {
  const { card, place } = brick;
  const nodes: Node[] = [element('h2', {}, card?.source ?? place.brick)];
  if (!card)
    return [...nodes, element('p', {}, brick.isAsked ? 'Loading, or it cannot be read.' : 'Loading.')];
  if (card.summary) nodes.push(element('p', {}, card.summary));
  nodes.push(
    list([
      ['brick', place.brick],
      ['kind', card.kind ?? 'unanalysed'],
      ['bytes', card.bytes.toLocaleString('en')],
      ['texture', `${card.side} × ${card.side}`],
      ['entropy', `${card.entropy.toFixed(2)} bits a byte`],
      ['folded', new Date(place.timestamp * 1000).toLocaleString()],
    ]),
    element('p', {}, ...card.tags.map((tag) => element('span', { class: 'tag' }, tag))),
  );
  if (offset !== undefined) nodes.push(...byteFacts(offset, card.ranges, decoded));
  for (const note of card.notes)
    nodes.push(element('p', { class: 'note' }, `${note.severity} at ${hex(note.offset)}: ${note.text}`));
  return nodes;
}

function byteFacts(
  offset: number,
  ranges: readonly NamedRange[],
  decoded: DecodedBrick | undefined,
): readonly Node[] {
  const around = ranges.filter((range) => offset >= range.offset && offset < range.offset + range.length);
  const rows: [string, string][] = [['offset', `${hex(offset)} (${offset.toLocaleString('en')})`]];
  for (const { kind, name } of around.slice(0, 4)) rows.push([kind, name]);
  const shown = list(rows);
  return decoded ? [shown, element('pre', { class: 'hex' }, hexRows(offset, decoded))] : [shown];
}

/** Eight rows of 8 bytes from the row of the offset on, in the manner of `hexdump -C`. */
function hexRows(offset: number, { side, size, bytes }: DecodedBrick): string {
  const order = Math.log2(side);
  const byteAt = (at: number) => {
    const { x, y } = hilbertPoint(order, at);
    return bytes[y * side + x] ?? 0;
  };
  const lines: string[] = [];
  const first = offset - (offset % ROW);
  for (let start = first; start < Math.min(size, first + ROW * ROWS); start += ROW) {
    const row = Array.from({ length: Math.min(ROW, size - start) }, (_, index) => byteAt(start + index));
    const digits = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${start.toString(16).padStart(8, '0')}  ${digits.padEnd(ROW * 3 - 1)}  ${text}`);
  }
  return lines.join('\n');
}

function list(rows: readonly (readonly [string, string])[]): HTMLElement {
  return element(
    'dl',
    {},
    ...rows.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
  );
}

function hex(offset: number): string {
  return `0x${offset.toString(16)}`;
}
