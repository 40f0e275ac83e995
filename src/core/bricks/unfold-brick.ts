import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import type { BrickHeader } from './brick-header.ts';
import { capacityOf } from './brick-size.ts';
import type { FoldRoom } from './fold-room.ts';
import { measureBytes } from './measure-bytes.ts';

/** The artifact, or a half sentence that says what is damaged. */
export type Unfolding =
  | { readonly is: 'artifact'; readonly bytes: Uint8Array }
  | { readonly is: 'damaged'; readonly why: string };

/**
 * What the unfolded rows of a brick are, all of them being in the room's payload: everything is checked that the file
 * repeats or that follows from something else in it. The bytes stand in the room unless they were compressed.
 */
export function finishUnfolding(room: FoldRoom, header: BrickHeader): Unfolding {
  const met = room.takeDamage();
  if (met === 'colour') return damaged('a pixel is not grey, as every folded byte is');
  if (met === 'alpha') return damaged('a pixel is not opaque, as every folded byte is');
  const padding = room.payload(capacityOf(header.order)).subarray(header.payloadSize);
  if (!isZero(padding)) return damaged('the pixels after its last byte are not black');
  const payload = room.payload(header.payloadSize);
  const bytes = header.flags.compressed ? inflate(payload, header) : payload;
  if (!bytes) return damaged('its compressed bytes cannot be decompressed to the size it names');
  if (!hashHolds(bytes, header.hash)) return damaged('its bytes do not have the SHA-256 that it names');
  if (!isEntropyOf(bytes, header.entropy)) return damaged('its bytes do not have the entropy that it names');
  if (header.flags.utf8 && !isUtf8(bytes)) return damaged('it says that it is UTF-8 text, but it is not');
  return { is: 'artifact', bytes };
}

/** Other writers sum up in another order: two steps of a 32-bit float are allowed, and none at 0, which has no sum. */
function isEntropyOf(bytes: Uint8Array, named: number): boolean {
  const measured = Math.fround(measureBytes(bytes).entropy);
  const step = measured === 0 ? 0 : 2 ** (Math.floor(Math.log2(measured)) - FLOAT_BITS);
  return Math.abs(measured - named) <= 2 * step;
}

/** Of the fraction of a 32-bit float. */
const FLOAT_BITS = 23;

function inflate(stream: Uint8Array, { originalSize }: BrickHeader): Uint8Array | undefined {
  try {
    // With `info` there is the engine, which knows how much of the stream it used. The types do not know of it.
    const inflated: unknown = inflateSync(stream, { info: true, maxOutputLength: Math.max(1, originalSize) });
    const { buffer, engine } = inflated as { buffer: Uint8Array; engine: { bytesWritten: number } };
    return buffer.length === originalSize && engine.bytesWritten === stream.length ? buffer : undefined;
  } catch {
    return undefined;
  }
}

/** The origin speaks of a "SHA-256 (truncated to 48 bytes)", which only its 64 hexadecimal digits can be. */
function hashHolds(bytes: Uint8Array, hash: Uint8Array): boolean {
  const digest = createHash('sha256').update(bytes).digest();
  const [raw, hex] = [Buffer.from(hash.subarray(0, digest.length)), Buffer.from(hash).toString('latin1')];
  return hash.length === 48 && (digest.equals(raw) || digest.toString('hex').startsWith(hex));
}

const ZEROS = Buffer.alloc(65_536);

function isZero(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += ZEROS.length) {
    const part = bytes.subarray(at, at + ZEROS.length);
    if (ZEROS.compare(part, 0, part.length, 0, part.length) !== 0) return false;
  }
  return true;
}

function damaged(why: string): Unfolding {
  return { is: 'damaged', why };
}
