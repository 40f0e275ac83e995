import type { Socket } from 'node:net';
import { MessageSplitter, type ServerMessage } from './message-splitter.ts';
import { parseServerError } from './parse-server-error.ts';
import { connectionError, SqlError } from './sql-error.ts';

/** Longest message before the server has proven who it is; its longest there is an error's text. */
const MOST_BEFORE_LOGIN = 64 * 1024;
/** Longest message after it: one row. */
const MOST_AFTER_LOGIN = 32 * 1024 * 1024;

/** Messages over a socket. Reads only while somebody waits for a message, so a chatty server fills no memory. */
export class MessageStream {
  readonly #socket: Socket;
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #splitter = new MessageSplitter(MOST_BEFORE_LOGIN);

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#chunks = socket.iterator({ destroyOnReturn: false });
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed && this.#socket.writable;
  }

  allowRows(): void {
    this.#splitter.most = MOST_AFTER_LOGIN;
  }

  send(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  /** The next message that is an answer; notices and reports of settings are passed over. Rejects with `SqlError`. */
  async next(): Promise<ServerMessage> {
    for (;;) {
      const message = this.#splitter.next();
      if (message === undefined) await this.#more();
      else if (message.type === 'E') throw parseServerError(message.body);
      else if (!'NSA'.includes(message.type)) return message;
    }
  }

  /** While somebody waits, the socket holds the process; an idle one does not. */
  hold(isHeld: boolean): void {
    if (isHeld) this.#socket.ref();
    else this.#socket.unref();
  }

  /** Resolves when the last bytes are with the kernel. */
  end(bytes: Buffer): Promise<void> {
    if (!this.isOpen) return Promise.resolve();
    return new Promise((resolve) => {
      this.#socket.once('close', () => resolve());
      this.#socket.end(bytes, () => this.#socket.destroy());
    });
  }

  destroy(error: SqlError): void {
    this.#socket.destroy(error);
  }

  async #more(): Promise<void> {
    let read: IteratorResult<Buffer>;
    try {
      read = await this.#chunks.next();
    } catch (error) {
      throw connectionError(error);
    }
    if (read.done) throw new SqlError('08006', 'the server closed the connection');
    this.#splitter.add(read.value);
  }
}
