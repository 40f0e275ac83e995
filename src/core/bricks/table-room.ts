import { BLOCK_BYTES, BLOCK_SIDE, blockTables } from './block-layout.ts';
import { BAND_BYTES, type FoldRoom, type PixelDamage } from './fold-room.ts';

let tables: readonly Uint16Array[] | undefined;

/** The pixel (b, b, b, 255) of every byte b, in the byte order of the machine. */
const PIXELS = new Uint32Array(
  Uint8Array.from({ length: 1024 }, (_, at) => (at % 4 === 3 ? 255 : at >> 2)).buffer,
);

/** A room whose blocks are folded by a table of 64x64 places: for machines without vectors in WebAssembly. */
export function openTableRoom(): FoldRoom {
  tables ??= blockTables();
  const places = tables;
  const band = new ArrayBuffer(BAND_BYTES);
  const pixels = new Uint32Array(band);
  const bytes = new Uint8Array(band);
  let payload = new Uint8Array(BLOCK_BYTES * 16);
  let damage: PixelDamage | undefined;
  return {
    kernel: 'table',
    payload: (length) => {
      if (length > payload.length) {
        const larger = new Uint8Array(length);
        larger.set(payload);
        payload = larger;
      }
      return payload.subarray(0, length);
    },
    band: (length) => bytes.subarray(0, length),
    foldBlock: (offset, corner, stride, state) => {
      const place = places[state] ?? new Uint16Array();
      const [first, width] = [corner / 4, stride / 4];
      for (let at = 0; at < BLOCK_BYTES; at++) {
        const pixel = place[at] ?? 0;
        pixels[first + (pixel >> 6) * width + (pixel % BLOCK_SIDE)] = PIXELS[payload[offset + at] ?? 0] ?? 0;
      }
    },
    unfoldBlock: (offset, corner, stride, state) => {
      const place = places[state] ?? new Uint16Array();
      for (let at = 0; at < BLOCK_BYTES; at++) {
        const pixel = place[at] ?? 0;
        const position = corner + (pixel >> 6) * stride + (pixel % BLOCK_SIDE) * 4;
        const byte = bytes[position] ?? 0;
        payload[offset + at] = byte;
        if (pixels[position / 4] !== PIXELS[byte])
          damage =
            byte === bytes[position + 1] && byte === bytes[position + 2] ? (damage ?? 'alpha') : 'colour';
      }
    },
    takeDamage: () => {
      const met = damage;
      damage = undefined;
      return met;
    },
  };
}
