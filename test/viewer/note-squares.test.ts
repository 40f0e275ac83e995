import { expect, test } from 'vitest';
import type { BrickCard, SecurityNote } from '../../src/ports/brick-map.ts';
import { PageBricks } from '../../src/viewer/page/bricks.ts';
import { squaresOfNotes } from '../../src/viewer/page/note-squares.ts';

const SIDE = 0.94 / 256;

function squares(notes: readonly SecurityNote[], more: Partial<BrickCard> = {}) {
  const brick = new PageBricks().put({ x: 7, y: 9, brick: 'a.brick', timestamp: 1 });
  if (!brick) throw new Error('it stood there already');
  const sizes = { bytes: 60_000, offset: 0, length: 60_000, artifactBytes: 60_000, isCompressed: false };
  const rest = { source: '/a', side: 256, entropy: 4, tags: [], words: [], ranges: [] };
  return squaresOfNotes({ ...brick, card: { ...rest, ...sizes, notes, ...more } });
}
const note = (offset: number, length: number, severity: SecurityNote['severity'] = 'low') => ({
  severity,
  text: 'a note',
  offset,
  length,
});

test('a note marks its bytes, in a part those of the whole artifact', () => {
  const marked = { x: 0.03, y: 0.03, severity: 1, isLargest: true };
  expect(squares([note(0, 4)])).toEqual([{ ...marked, side: 2 * SIDE }]);
  expect(squares([note(1_000_000, 1)], { offset: 1_000_000 })).toEqual([{ ...marked, side: SIDE }]);
  // It begins before the part.
  expect(squares([note(999_996, 8)], { offset: 1_000_000 })).toEqual([{ ...marked, side: 2 * SIDE }]);
});

test('one of a note is marked however small it is', () => {
  const found = squares([note(3, 70)]);
  expect(found.length).toBeGreaterThan(3);
  expect(found.filter(({ isLargest }) => isLargest).map(({ side }) => side)).toEqual([4 * SIDE]);
});

test('nothing is marked where it would hide the brick, or where bytes are others', () => {
  expect(squares([note(0, 60_000)])).toEqual([]);
  expect(squares([note(0, 4)], { isCompressed: true })).toEqual([]);
  expect(squares([note(0, 4)], { offset: 1_000_000 })).toEqual([]);
});

test('the gravest notes are drawn last, and of very many they are the ones that are drawn', () => {
  const many = [note(0, 1, 'critical'), ...Array.from({ length: 1000 }, (_, at) => note(at + 1, 1))];
  const severities = squares(many).map(({ severity }) => severity);
  expect(severities).toHaveLength(128);
  expect(severities.at(-1)).toBe(4);
});
