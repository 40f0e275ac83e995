import { createHash, type Hash } from 'node:crypto';

/** Between two states that are kept: at most so many bytes are hashed again before a change. */
const STEP = 1_048_576;

/**
 * SHA-256 of bytes that change and grow. It keeps the state of every MiB, so what stands before a change is not hashed
 * again: an appended line costs its own MiB. What stands after a change has to be, for that is what SHA-256 is.
 */
export class GrowingHash {
  readonly #step: number;
  /** States before the bytes 0, step, 2 * step … */
  readonly #states: Hash[];
  #current: Hash;
  #length: number;

  /** @param step bytes between two states that are kept */
  constructor(step = STEP, states: readonly Hash[] = [createHash('sha256')]) {
    this.#step = step;
    this.#states = [...states];
    this.#current = (states.at(-1) ?? createHash('sha256')).copy();
    this.#length = (states.length - 1) * step;
  }

  /** Bytes hashed so far. */
  get length(): number {
    return this.#length;
  }

  /** States that are kept. */
  get states(): number {
    return this.#states.length;
  }

  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + this.#step - (this.#length % this.#step));
      this.#current.update(part);
      this.#length += part.length;
      at += part.length;
      if (this.#length % this.#step === 0) this.#states.push(this.#current.copy());
    }
  }

  /** Another one, of the first `offset` bytes or up to a step fewer: add from its length on. This one stays as it is. */
  upTo(offset: number): GrowingHash {
    return new GrowingHash(this.#step, this.#states.slice(0, Math.floor(offset / this.#step) + 1));
  }

  /** Another one, for what follows: its digest is of both, its length and its offsets begin at 0. */
  next(step: number): GrowingHash {
    return new GrowingHash(step, [this.#current.copy()]);
  }

  /** 32 bytes; more can be added afterwards. */
  digest(): Buffer {
    return this.#current.copy().digest();
  }
}
