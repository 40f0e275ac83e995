import { hilbertOffset, hilbertPoint, type Point } from '../../core/bricks/hilbert-curve.ts';
import type { BrickCard } from '../../ports/brick-map.ts';
import type { PageBrick } from './bricks.ts';

/** A brick, and a pixel of its texture: under the pointer, or where the cursor is. */
export interface Aim {
  readonly brick: PageBrick;
  /** Undefined beside the texture, and while its size is not known. */
  readonly pixel?: Point;
}

/** Which byte of the texture a pixel is; undefined in the padding after the last one. */
export function byteAt(card: BrickCard, pixel: Point): number | undefined {
  const offset = hilbertOffset(Math.log2(card.side), pixel);
  return offset < card.bytes ? offset : undefined;
}

/** The pixel of a byte of the texture; of the nearest one for bytes beyond its ends. */
export function pixelOf(card: BrickCard, offset: number): Point {
  return hilbertPoint(Math.log2(card.side), Math.max(0, Math.min(card.bytes - 1, offset)));
}

/** Bytes of a page of the panel, which PageUp and PageDown go by. */
const PAGE = 64;

/** Where a key moves the cursor to, over the texture or along its bytes; undefined for other keys. */
export function stepCursor(
  card: BrickCard,
  from: Point,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
): Point | undefined {
  const step = shiftKey ? 16 : 1;
  const last = card.side - 1;
  const offset = hilbertOffset(Math.log2(card.side), from);
  const to: Record<string, Point> = {
    ArrowLeft: { ...from, x: Math.max(0, from.x - step) },
    ArrowRight: { ...from, x: Math.min(last, from.x + step) },
    ArrowUp: { ...from, y: Math.max(0, from.y - step) },
    ArrowDown: { ...from, y: Math.min(last, from.y + step) },
    PageUp: pixelOf(card, offset - PAGE),
    PageDown: pixelOf(card, offset + PAGE),
    Home: pixelOf(card, 0),
    End: pixelOf(card, card.bytes - 1),
  };
  return to[key];
}
