import { createCipheriv, randomBytes } from 'node:crypto';

/** Bytes of an artifact that are told apart: 16 blocks, a square of 256 x 256 pixels. */
export const PIECE_BYTES = 65_536;
/** Bytes that are looked at in one go: what a seal costs is its beginning. */
const WIDE_BYTES = 16 * PIECE_BYTES;
const SEAL_BYTES = 16;
const NONCE = Buffer.alloc(12);

/** 16 bytes for each piece, and for each 16 pieces. */
export interface Seals {
  readonly wide: Buffer;
  readonly fine: Buffer;
}

/**
 * Tells which pieces of an artifact changed. A seal is a GMAC (NIST SP 800-38D) under a key that nobody is told: other
 * bytes with the same seal can neither be met by chance nor be made, at an eighth of what SHA-256 costs. The nonce
 * repeats, which is harmless as long as no seal is ever shown.
 */
export class PieceSeals {
  readonly #key = randomBytes(16);

  seal(bytes: Uint8Array): Seals {
    return { wide: this.#sealAll(bytes, WIDE_BYTES), fine: this.#sealAll(bytes, PIECE_BYTES) };
  }

  /**
   * The seals of an artifact as it is now, and the offsets of the pieces that are not as they were. Of what is as it was
   * only the wide seals are made.
   */
  reseal(before: Seals, bytes: Uint8Array): { readonly seals: Seals; readonly changed: readonly number[] } {
    const wide = this.#sealAll(bytes, WIDE_BYTES);
    const fine = Buffer.alloc(Math.ceil(bytes.length / PIECE_BYTES) * SEAL_BYTES);
    before.fine.copy(fine);
    for (const at of differences(before.wide, wide)) {
      const start = at * WIDE_BYTES;
      this.#sealAll(bytes.subarray(start, start + WIDE_BYTES), PIECE_BYTES).copy(fine, at * 16 * SEAL_BYTES);
    }
    return {
      seals: { wide, fine },
      changed: differences(before.fine, fine).map((piece) => piece * PIECE_BYTES),
    };
  }

  #sealAll(bytes: Uint8Array, length: number): Buffer {
    const seals = Buffer.alloc(Math.ceil(bytes.length / length) * SEAL_BYTES);
    for (let at = 0; at < bytes.length; at += length) {
      const cipher = createCipheriv('aes-128-gcm', this.#key, NONCE);
      cipher.setAAD(bytes.subarray(at, at + length));
      cipher.final();
      cipher.getAuthTag().copy(seals, (at / length) * SEAL_BYTES);
    }
    return seals;
  }
}

/** Numbers of the seals that differ, or that only one side has. */
function differences(before: Buffer, now: Buffer): readonly number[] {
  const numbers: number[] = [];
  for (let at = 0; at < Math.max(before.length, now.length); at += SEAL_BYTES)
    if (!before.subarray(at, at + SEAL_BYTES).equals(now.subarray(at, at + SEAL_BYTES)))
      numbers.push(at / SEAL_BYTES);
  return numbers;
}
