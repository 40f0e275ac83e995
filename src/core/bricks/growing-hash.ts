import { createHash, type Hash } from 'node:crypto';

/** Between two states that are kept: at most so many bytes are hashed again before a change. */
const STEP = 1_048_576;

/**
 * SHA-256 of bytes that change and grow. It keeps the state of every MiB, so what stands before a change is not hashed
 * again: an appended line costs its own MiB. What stands after a change has to be, for that is what SHA-256 is.
 */
export class GrowingHash {
  /** States before the bytes 0, STEP, 2 * STEP … */
  readonly #states: Hash[] = [createHash('sha256')];
  #current: Hash = createHash('sha256');
  #length = 0;

  /** Bytes hashed so far. */
  get length(): number {
    return this.#length;
  }

  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + STEP - (this.#length % STEP));
      this.#current.update(part);
      this.#length += part.length;
      at += part.length;
      if (this.#length % STEP === 0) this.#states.push(this.#current.copy());
    }
  }

  /** Forgets everything from `offset` on, and up to a MiB before it. Gives the length that is left: add from there. */
  rewind(offset: number): number {
    const kept = Math.min(Math.floor(offset / STEP), this.#states.length - 1);
    this.#states.length = kept + 1;
    this.#current = (this.#states[kept] ?? createHash('sha256')).copy();
    this.#length = kept * STEP;
    return this.#length;
  }

  /** 32 bytes; more can be added afterwards. */
  digest(): Buffer {
    return this.#current.copy().digest();
  }
}
