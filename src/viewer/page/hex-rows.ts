import { pixelOf } from './aim.ts';
import type { PageBrick } from './bricks.ts';
import type { DecodedBrick } from './decode-brick.ts';
import { element } from './element.ts';

const ROW = 8;
const ROWS = 8;

/**
 * Rows of 8 bytes in the manner of `hexdump -C`, the second of them with the byte at `offset` of the texture, which is
 * marked. Addresses are offsets in the whole artifact, or in the stream of a compressed brick.
 */
export function hexRows({ card }: PageBrick, offset: number, decoded: DecodedBrick): HTMLElement {
  const shown = element('pre', { class: 'hex' });
  if (!card) return shown;
  const base = card.isCompressed ? 0 : card.offset;
  const byteAt = (at: number) => {
    const { x, y } = pixelOf(card, at);
    return decoded.levels[0]?.[y * decoded.side + x] ?? 0;
  };
  const first = Math.max(0, offset - (offset % ROW) - ROW);
  for (let start = first; start < Math.min(decoded.size, first + ROW * ROWS); start += ROW) {
    const row = Array.from({ length: Math.min(ROW, decoded.size - start) }, (_, index) =>
      byteAt(start + index),
    );
    const digits = row.map((byte) => byte.toString(16).padStart(2, '0'));
    const letters = row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.'));
    shown.append(
      `${(base + start).toString(16).padStart(8, '0')} `,
      ...marked(digits, offset - start, ' '),
      ' '.repeat((ROW - row.length) * 3 + 1),
      ...marked(letters, offset - start, ''),
      '\n',
    );
  }
  return shown;
}

/** The cells of a row, one of them marked when it is in this row. */
function marked(cells: readonly string[], at: number, gap: string): readonly (Node | string)[] {
  return cells.flatMap((cell, index) => {
    const before = index === 0 ? '' : gap;
    return index === at ? [before, element('mark', {}, cell)] : [before + cell];
  });
}
