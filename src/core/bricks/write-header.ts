import { packFlags } from './brick-flags.ts';
import type { BrickHeader } from './brick-header.ts';
import { HEADER_BYTES } from './brick-size.ts';

/** The 132 bytes of a header (layout: docs/bricks.md). `hash` may be shorter than its field; zeros follow. */
export function writeHeader(header: Omit<BrickHeader, 'version'>): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set([0x56, 0x32, 0x42, 0x52]);
  view.setUint32(4, 1, true);
  view.setUint32(8, 2 ** header.order, true);
  view.setUint32(12, 2 ** header.order, true);
  view.setUint32(16, header.order, true);
  view.setBigUint64(20, BigInt(header.originalSize), true);
  view.setBigUint64(28, BigInt(header.payloadSize), true);
  view.setFloat32(36, header.entropy, true);
  bytes.set(header.hash, 40);
  view.setUint32(88, packFlags(header.flags), true);
  return bytes;
}
