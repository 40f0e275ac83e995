import { type PageBrick, severityOf } from './bricks.ts';
import { MARGIN } from './camera.ts';
import type { Tone } from './gl/byte-colour.ts';
import type { Detail } from './gl/detail-layer.ts';
import type { Frame } from './gl/frame-layer.ts';
import { heat, type Overlay, SEVERITY_TONES } from './gl/overlay-colour.ts';
import type { TileLook } from './gl/tile-layer.ts';

const EDGE: Tone = [0.44, 0.48, 0.54];
const FOUND: Tone = [0.35, 0.85, 1];
const CHOSEN: Tone = [1, 0.85, 0.2];

/** What the page shows beside the bytes. */
export interface Shown {
  readonly overlay: Overlay;
  readonly found: ReadonlySet<PageBrick>;
  readonly isSearching: boolean;
}

export function tileLook(brick: PageBrick, { found, isSearching }: Shown): TileLook {
  const { card, damage, thumbnail, place } = brick;
  return {
    x: place.x,
    y: place.y,
    state: damage !== undefined ? 'damaged' : thumbnail ? 'shown' : 'loading',
    entropy: card ? card.entropy / 8 : -1,
    severity: severityOf(card),
    emphasis: found.has(brick) ? 'found' : isSearching ? 'dimmed' : 'none',
  };
}

/** How a brick near by is tinted: like its thumbnail, but its bytes stay to be seen. */
export function tintOf(brick: PageBrick, { overlay, found, isSearching }: Shown): Detail['tint'] {
  if (isSearching && !found.has(brick)) return [0, 0, 0, 0.75];
  if (overlay !== 'security') return [0, 0, 0, 0];
  const tone = toneOf(brick);
  return tone ? [...tone, 0.35] : [0, 0, 0, 0.6];
}

/** Frames around a brick near by: where it ends, what is known of it, whether it was found. */
export function framesOf(brick: PageBrick, { overlay, found }: Shown): readonly Frame[] {
  const { card, place } = brick;
  const around = { x: place.x + MARGIN, y: place.y + MARGIN, width: 1 - 2 * MARGIN, height: 1 - 2 * MARGIN };
  const tone = overlay === 'entropy' ? card && heat(card.entropy / 8) : toneOf(brick);
  const frame: Frame = { ...around, colour: tone ?? EDGE, stroke: tone ? 2 : 1, isLined: false, least: 0 };
  return found.has(brick) ? [frame, { ...frame, colour: FOUND, stroke: 4, isLined: true }] : [frame];
}

/** The frame of the chosen brick, which is to be found from afar too. */
export function chosenFrame({ place }: PageBrick, isNear: boolean): Frame {
  const margin = isNear ? MARGIN : 0;
  const side = 1 - 2 * margin;
  const corner = { x: place.x + margin, y: place.y + margin };
  return { ...corner, width: side, height: side, colour: CHOSEN, stroke: 5, isLined: true, least: 12 };
}

/** The frame of one pixel of a texture. */
export function pixelFrame({ place, card }: PageBrick, pixel: { x: number; y: number }): Frame {
  const side = (1 - 2 * MARGIN) / (card?.side ?? 1);
  const corner = { x: place.x + MARGIN + pixel.x * side, y: place.y + MARGIN + pixel.y * side };
  return { ...corner, width: side, height: side, colour: CHOSEN, stroke: 4, isLined: true, least: 5 };
}

function toneOf({ card }: PageBrick): Tone | undefined {
  return SEVERITY_TONES[severityOf(card) - 1];
}
