const LINE_END = 0x0a;

/**
 * Keeps the first and the last half of a byte stream in bounded memory, so that a flood of output keeps its
 * beginning (what was built) and its end (how it failed). Only whole lines are kept: of a secret that was cut in two
 * neither half could be recognised.
 */
export class OutputWindow {
  readonly #half: number;
  readonly #head: Buffer[] = [];
  readonly #tail: Buffer[] = [];
  #headBytes = 0;
  #tailBytes = 0;
  #cutBytes = 0;
  /** What stood before the tail. */
  #lastCut = LINE_END;

  /** `capacity` in bytes, head and tail together. */
  constructor(capacity: number) {
    this.#half = Math.max(1, Math.floor(capacity / 2));
  }

  get truncated(): boolean {
    return this.#cutBytes > 0;
  }

  push(chunk: Buffer): void {
    const room = this.#half - this.#headBytes;
    const head = chunk.subarray(0, room);
    if (head.length > 0) {
      this.#head.push(head);
      this.#headBytes += head.length;
    }
    const rest = chunk.subarray(head.length);
    if (rest.length === 0) return;
    this.#tail.push(rest);
    this.#tailBytes += rest.length;
    while (this.#tailBytes > this.#half) this.#dropFromTail();
  }

  #dropFromTail(): void {
    const excess = this.#tailBytes - this.#half;
    const first = this.#tail.shift();
    if (first === undefined) return;
    const dropped = Math.min(excess, first.length);
    if (dropped < first.length) this.#tail.unshift(first.subarray(dropped));
    this.#lastCut = first[dropped - 1] ?? LINE_END;
    this.#tailBytes -= dropped;
    this.#cutBytes += dropped;
  }

  /**
   * The text as UTF-8. Where something was cut, whole lines are missing, and a line of its own says how much; one that is
   * longer than half of the capacity is missing as a whole.
   */
  text(): string {
    const head = Buffer.concat(this.#head);
    const tail = Buffer.concat(this.#tail);
    if (!this.truncated) return Buffer.concat([head, tail]).toString('utf8');
    const first = head.subarray(0, head.lastIndexOf(LINE_END) + 1);
    const last = this.#lastCut === LINE_END ? tail : afterLineEnd(tail);
    const cut = this.#cutBytes + head.length - first.length + tail.length - last.length;
    return `${first.toString('utf8')}[… ${cut} bytes cut …]\n${last.toString('utf8')}`;
  }
}

function afterLineEnd(bytes: Buffer): Buffer {
  const end = bytes.indexOf(LINE_END);
  return end < 0 ? bytes.subarray(bytes.length) : bytes.subarray(end + 1);
}
