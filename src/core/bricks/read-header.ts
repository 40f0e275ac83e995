import { unpackFlags } from './brick-flags.ts';
import type { BrickHeader } from './brick-header.ts';
import { brickBytes, capacityOf, HEADER_BYTES, LARGEST_PAYLOAD, SMALLEST_ORDER } from './brick-size.ts';
import { LARGEST_ORDER } from './hilbert-curve.ts';
import { nameFormat } from './name-format.ts';

/** What the start of a file turned out to be. */
export type HeaderReading =
  | { readonly is: 'brick'; readonly header: BrickHeader }
  /** A half sentence that says what is damaged. */
  | { readonly is: 'damaged'; readonly why: string }
  /** `format` names what it is instead, with its article. */
  | { readonly is: 'foreign'; readonly format: string };

/** SHA-256 of a brick is 32 bytes, or 48 hexadecimal digits as the origin may have cut it; then the rest is zero. */
const DIGEST_BYTES = 32;

/**
 * Reads and checks every field of a header: layout in docs/bricks.md, sources in the origin's `memory_tensor.rs`.
 * @param start the first bytes of the file, 132 or more where it has them
 * @param fileBytes length of the whole file
 */
export function readHeader(start: Uint8Array, fileBytes: number): HeaderReading {
  const magic = String.fromCharCode(...start.subarray(0, 4));
  if (magic !== 'V2BR') return { is: 'foreign', format: nameFormat(start) };
  if (start.length < HEADER_BYTES)
    return damaged(`it ends after ${start.length} bytes, within its header of ${HEADER_BYTES}`);
  const view = new DataView(start.buffer, start.byteOffset, HEADER_BYTES);
  const version = view.getUint32(4, true);
  if (version !== 1 && version !== 2) return damaged(`its version is ${version}, not 1`);
  const order = view.getUint32(16, true);
  const why = refuseTexture(view, order, fileBytes) ?? refuseSizes(view, order) ?? refuseRest(view, start);
  if (why !== undefined) return damaged(why);
  const flags = unpackFlags(view.getUint32(88, true));
  if (!flags) return damaged('it has flags that have no meaning');
  const header: BrickHeader = {
    version,
    order,
    originalSize: Number(view.getBigUint64(20, true)),
    payloadSize: Number(view.getBigUint64(28, true)),
    entropy: view.getFloat32(36, true),
    hash: start.slice(40, 88),
    flags,
  };
  if (!flags.compressed && header.originalSize !== header.payloadSize)
    return damaged(
      `it is not compressed, but its sizes differ (${header.originalSize} and ${header.payloadSize} bytes)`,
    );
  return { is: 'brick', header };
}

function refuseTexture(view: DataView, order: number, fileBytes: number): string | undefined {
  const [width, height] = [view.getUint32(8, true), view.getUint32(12, true)];
  if (width !== height) return `its texture is ${width} by ${height} pixels, not square`;
  if (order < SMALLEST_ORDER || order > LARGEST_ORDER)
    return `its Hilbert order is ${order}, not ${SMALLEST_ORDER} to ${LARGEST_ORDER}`;
  if (width !== 2 ** order)
    return `its texture is ${width} pixels wide, which is not 2^${order}, its Hilbert order`;
  if (fileBytes !== brickBytes(order))
    return `it has ${fileBytes} bytes, where a brick of ${width} by ${width} pixels has ${brickBytes(order)}`;
  return undefined;
}

function refuseSizes(view: DataView, order: number): string | undefined {
  const [original, payload] = [view.getBigUint64(20, true), view.getBigUint64(28, true)];
  if (payload > BigInt(capacityOf(order)))
    return `it says it holds ${payload} bytes, but its texture has room for ${capacityOf(order)}`;
  if (original > BigInt(LARGEST_PAYLOAD))
    return `it says it was made from ${original} bytes, but one brick is made from ${LARGEST_PAYLOAD} at most`;
  return undefined;
}

function refuseRest(view: DataView, start: Uint8Array): string | undefined {
  const entropy = view.getFloat32(36, true);
  if (!(entropy >= 0 && entropy <= 8) || Object.is(entropy, -0))
    return 'its entropy is not between 0 and 8 bits per byte';
  if (start.subarray(40 + DIGEST_BYTES, 88).some((byte) => byte !== 0) && !isHexText(start.subarray(40, 88)))
    return 'its SHA-256 is not followed by zeros';
  if (start.subarray(92, HEADER_BYTES).some((byte) => byte !== 0)) return 'its reserved bytes are not zero';
  return undefined;
}

function isHexText(bytes: Uint8Array): boolean {
  return /^[0-9a-f]{48}$/.test(String.fromCharCode(...bytes));
}

function damaged(why: string): HeaderReading {
  return { is: 'damaged', why };
}
