import { createCipheriv, randomBytes } from 'node:crypto';

/** Bytes of an artifact that have one seal: 16 blocks, a square of 256 x 256 pixels. */
export const PIECE_BYTES = 65_536;
const SEAL_BYTES = 16;
const NONCE = Buffer.alloc(12);

/**
 * Tells which pieces of an artifact changed, keeping 16 bytes for each 64 KiB. A seal is a GMAC (NIST SP 800-38D)
 * under a key that nobody is told: other bytes with the same seal can neither be met by chance nor be made, and it
 * costs a quarter of what SHA-256 does. The nonce repeats, which is harmless as long as no seal is ever shown.
 */
export class PieceSeals {
  readonly #key = randomBytes(16);

  /** The seals of whole pieces, one after the other. `bytes` is a multiple of {@link PIECE_BYTES}. */
  seal(bytes: Uint8Array): Buffer {
    const seals = Buffer.alloc((bytes.length / PIECE_BYTES) * SEAL_BYTES);
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const cipher = createCipheriv('aes-128-gcm', this.#key, NONCE);
      cipher.setAAD(bytes.subarray(at, at + PIECE_BYTES));
      cipher.final();
      cipher.getAuthTag().copy(seals, (at / PIECE_BYTES) * SEAL_BYTES);
    }
    return seals;
  }

  /** Offsets of the pieces that differ or that only one side has. */
  changed(before: Buffer, now: Buffer): readonly number[] {
    const offsets: number[] = [];
    for (let at = 0; at < Math.max(before.length, now.length); at += SEAL_BYTES)
      if (!before.subarray(at, at + SEAL_BYTES).equals(now.subarray(at, at + SEAL_BYTES)))
        offsets.push((at / SEAL_BYTES) * PIECE_BYTES);
    return offsets;
  }
}
