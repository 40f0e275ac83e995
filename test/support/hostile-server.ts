import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** A server on loopback that is no PostgreSQL; `talk` is given each connection after its first bytes. */
export class HostileServer implements AsyncDisposable {
  readonly #server;
  readonly #sockets: Socket[] = [];
  /** All that clients sent. */
  received = '';

  constructor(talk: (socket: Socket, bytes: Buffer) => void) {
    this.#server = createServer((socket) => {
      this.#sockets.push(socket);
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        this.received += bytes.toString('latin1');
        talk(socket, bytes);
      });
    });
  }

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** A message of the server: type, length, body. */
export function serverMessage(type: string, body: Buffer, length = body.length + 4): Buffer {
  const head = Buffer.alloc(5, type);
  head.writeInt32BE(length, 1);
  return Buffer.concat([head, body]);
}
