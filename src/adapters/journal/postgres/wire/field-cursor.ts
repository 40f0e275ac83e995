import { protocolError } from './sql-error.ts';

/** Reads the fields of one message from front to end; one that ends too early is a protocol error. */
export class FieldCursor {
  readonly #body: Buffer;
  #at = 0;

  constructor(body: Buffer) {
    this.#body = body;
  }

  get left(): number {
    return this.#body.length - this.#at;
  }

  int16(): number {
    return this.bytes(2).readInt16BE();
  }

  int32(): number {
    return this.bytes(4).readInt32BE();
  }

  bytes(count: number): Buffer {
    if (count < 0 || count > this.left) throw protocolError('a message is shorter than its fields');
    this.#at += count;
    return this.#body.subarray(this.#at - count, this.#at);
  }

  /** UTF-8 text up to the next zero byte. */
  text(): string {
    const end = this.#body.indexOf(0, this.#at);
    if (end < 0) throw protocolError('a text has no end');
    const text = this.#body.toString('utf8', this.#at, end);
    this.#at = end + 1;
    return text;
  }
}
