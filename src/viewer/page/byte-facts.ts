import type { BrickCard } from '../../ports/brick-map.ts';
import { type Aim, byteAt } from './aim.ts';
import type { DecodedBrick } from './decode-brick.ts';
import { bdi, type Fact, factList, hex } from './element.ts';
import { hexRows } from './hex-rows.ts';

const MOST_RANGES = 4;

/** What is told of one byte: where it is in the whole artifact, what it belongs to, and the bytes around it. */
export function byteFacts(
  { brick, pixel }: Aim,
  decoded: DecodedBrick | undefined,
  refusal: string | undefined,
): readonly Node[] {
  const { card } = brick;
  if (!card || !pixel) return [];
  const offset = byteAt(card, pixel);
  if (offset === undefined) return [factList([['offset', 'padding after the last byte']])];
  const shown = [factList([...offsetFacts(card, offset), ...rangeFacts(card, offset)])];
  if (decoded) return [...shown, hexRows(brick, offset, decoded)];
  return [...shown, factList([['bytes', refusal === undefined ? 'on their way' : refusal]])];
}

/** One line for who does not see the panel. */
export function byteSaid({ brick, pixel }: Aim, decoded: DecodedBrick | undefined): string {
  const { card, place, source } = brick;
  const name = source ?? place.brick;
  if (!card || !pixel) return name;
  const offset = byteAt(card, pixel);
  if (offset === undefined) return `${name}: padding`;
  const byte = decoded?.levels[0]?.[pixel.y * decoded.side + pixel.x];
  const value = byte === undefined ? '' : `, byte ${byte.toString(16).padStart(2, '0')}`;
  const names = rangesAround(card, offset).map((range) => `, ${range.name}`);
  const where = card.isCompressed ? 'compressed offset' : 'offset';
  return `${name}: ${where} ${hex(addressOf(card, offset))}${value}${names.join('')}`;
}

function offsetFacts(card: BrickCard, offset: number): readonly Fact[] {
  const at = addressOf(card, offset);
  const told = `${hex(at)} (${at.toLocaleString('en')})`;
  if (card.isCompressed) return [['in the compressed stream', told]];
  return card.part
    ? [
        ['offset', told],
        ['in this part', `${hex(offset)} (${offset.toLocaleString('en')})`],
      ]
    : [['offset', told]];
}

function rangeFacts(card: BrickCard, offset: number): readonly Fact[] {
  return rangesAround(card, offset).map(({ kind, name }) => [kind, bdi(name)]);
}

/** Names of the artifact's bytes; the compressed ones are no bytes of it. */
function rangesAround(card: BrickCard, offset: number): BrickCard['ranges'] {
  if (card.isCompressed) return [];
  const at = addressOf(card, offset);
  const around = card.ranges.filter((range) => at >= range.offset && at < range.offset + range.length);
  return around.slice(0, MOST_RANGES);
}

function addressOf(card: BrickCard, offset: number): number {
  return card.isCompressed ? offset : card.offset + offset;
}
