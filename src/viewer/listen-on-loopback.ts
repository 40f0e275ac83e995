import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LoopbackPlace extends AsyncDisposable {
  /** `http://127.0.0.1:<port>/` */
  readonly url: string;
}

/**
 * Lets a server listen on the loopback interface alone. Disposing ends it with all its connections.
 *
 * @param port 0 for any free one
 * @throws the error of `listen` (`EADDRINUSE`, `EACCES`)
 */
export async function listenOnLoopback(server: Server, port: number): Promise<LoopbackPlace> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
