import { protocolError } from './sql-error.ts';

export interface ServerMessage {
  /** One letter, see postgresql.org/docs/current/protocol-message-formats.html. */
  readonly type: string;
  readonly body: Buffer;
}

/** Type (1 byte) and length (4 bytes, which counts itself but not the type). */
const HEAD = 5;

/** Cuts a stream of bytes into messages. One that announces more than `most` bytes is refused before it is kept. */
export class MessageSplitter {
  readonly #chunks: Buffer[] = [];
  #size = 0;
  most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** Bytes that are kept and not yet a whole message. */
  get size(): number {
    return this.#size;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
  }

  /** The next whole message; undefined when more bytes are needed. */
  next(): ServerMessage | undefined {
    if (this.#size < HEAD) return undefined;
    const head = this.#front(HEAD);
    const length = head.readInt32BE(1);
    if (length < 4) throw protocolError('a message of impossible length');
    if (length > this.most) throw protocolError(`a message of ${length} bytes, more than ${this.most}`);
    if (this.#size < length + 1) return undefined;
    const message = this.#front(length + 1);
    this.#drop(length + 1);
    return { type: String.fromCharCode(message.readUInt8(0)), body: message.subarray(HEAD, length + 1) };
  }

  /** The first bytes in one piece; pieces are joined only when that many are there, so nothing is copied twice. */
  #front(count: number): Buffer {
    const first = this.#chunks[0] ?? Buffer.alloc(0);
    if (first.length >= count) return first;
    const joined = Buffer.concat(this.#chunks);
    this.#chunks.splice(0, this.#chunks.length, joined);
    return joined;
  }

  #drop(count: number): void {
    const first = this.#chunks[0] ?? Buffer.alloc(0);
    this.#size -= count;
    if (first.length > count) this.#chunks[0] = first.subarray(count);
    else this.#chunks.shift();
  }
}
