import { BYTES_PER_PIXEL } from './brick-size.ts';

/**
 * Whether alpha is the byte of the pixel, and not 255: the reader of the origin says that all channels are identical,
 * and nothing of the origin says what alpha is. Nothing where both are the same everywhere.
 *
 * @param pixels rows of RGBA
 */
export function hasGreyAlpha(pixels: Uint8Array): boolean | undefined {
  for (let at = 0; at < pixels.length; at += BYTES_PER_PIXEL)
    if (pixels[at] !== 255) return pixels[at + 3] === pixels[at];
  return undefined;
}

/** Makes pixels opaque whose alpha is their byte, and all others transparent, which is damage. */
export function makeOpaque(pixels: Uint8Array): void {
  for (let at = 0; at < pixels.length; at += BYTES_PER_PIXEL)
    pixels[at + 3] = pixels[at + 3] === pixels[at] ? 255 : 0;
}
