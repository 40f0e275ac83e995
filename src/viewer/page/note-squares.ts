import type { BrickCard } from '../../ports/brick-map.ts';
import { squaresOf } from './brick-offsets.ts';
import type { PageBrick } from './bricks.ts';
import { MARGIN } from './camera.ts';
import { severityLevel } from './gl/overlay-colour.ts';

/** A square of a brick, as parts of a cell from its upper left corner. */
export interface NoteSquare {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  /** 1: low … 4: critical. */
  readonly severity: number;
  /** Drawn however small it is: the others of its note are left out where they are less than 2 pixels. */
  readonly isLargest: boolean;
}

/** Of a brick that are marked: the gravest. */
const MOST_NOTES = 128;
/** By card: they stay what they are. */
const squares = new WeakMap<BrickCard, readonly NoteSquare[]>();

/**
 * The bytes of a brick's security notes; none of a compressed one, whose bytes are others. A note about the whole brick is
 * shown by its frame, and hides nothing.
 */
export function squaresOfNotes({ card }: PageBrick): readonly NoteSquare[] {
  if (!card || card.isCompressed) return [];
  const known = squares.get(card);
  if (known) return known;
  const side = (1 - 2 * MARGIN) / card.side;
  const found = gravest(card).flatMap((note) => {
    const begin = Math.max(0, note.offset - card.offset);
    const length = Math.min(card.bytes, note.offset - card.offset + Math.max(1, note.length)) - begin;
    const severity = severityLevel(note.severity);
    if (length <= 0 || length === card.bytes) return [];
    const boxes = squaresOf({ offset: begin, length }, Math.log2(card.side));
    const largest = boxes.reduce((most, box) => (box.side > most.side ? box : most));
    return boxes.map((box) => ({
      x: MARGIN + box.x * side,
      y: MARGIN + box.y * side,
      side: box.side * side,
      severity,
      isLargest: box === largest,
    }));
  });
  squares.set(card, found);
  return found;
}

/** The gravest come last, and are drawn above the others. */
function gravest({ notes }: BrickCard): BrickCard['notes'] {
  const level = ({ severity }: BrickCard['notes'][number]) => severityLevel(severity);
  return notes.toSorted((a, b) => level(a) - level(b)).slice(-MOST_NOTES);
}
