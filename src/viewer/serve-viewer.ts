import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { answerRequest, type ViewerSources } from './answer-request.ts';
import { isOwnHost } from './is-own-host.ts';
import { type LoopbackPlace, listenOnLoopback } from './listen-on-loopback.ts';
import { LiveUpdates } from './live-updates.ts';
import { acceptKey, readHandshake } from './websocket-frames.ts';

export type ServedViewer = LoopbackPlace;

/**
 * Serves the map and the dashboard on the loopback interface, read-only. Requests whose Host or Origin is not this
 * server are refused: a page of another site that resolves its name to 127.0.0.1 gets nothing (DNS rebinding).
 *
 * @param port 0 for any free one
 * @throws the error of `listen` (`EADDRINUSE`, `EACCES`)
 */
export async function serveViewer(sources: ViewerSources, port: number): Promise<ServedViewer> {
  const live = new LiveUpdates();
  const server = createServer((request, response) => {
    void answerRequest(sources, request, response);
  });
  server.on('upgrade', (request, socket: Duplex) => upgrade(request, socket, live));
  const place = await listenOnLoopback(server, port);
  const watching = sources.bricks.watch((change) => live.tell(change));
  return {
    url: place.url,
    async [Symbol.asyncDispose]() {
      watching[Symbol.dispose]();
      live[Symbol.dispose]();
      await place[Symbol.asyncDispose]();
    },
  };
}

function upgrade(request: IncomingMessage, socket: Duplex, live: LiveUpdates): void {
  socket.on('error', () => socket.destroy());
  const key = request.url === '/live' && isOwnHost(request) ? readHandshake(request) : undefined;
  if (key === undefined) {
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    return;
  }
  socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${acceptKey(key)}\r\n\r\n`,
  );
  if (!live.add(socket)) socket.destroy();
}
